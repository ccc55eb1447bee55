// `import TLS` is enough to use its streams.
@_exported public import ByteStreams
