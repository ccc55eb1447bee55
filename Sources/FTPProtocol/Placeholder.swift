// The layer's first file; it goes when another is there.
