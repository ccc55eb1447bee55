// The layer's first file follows.
