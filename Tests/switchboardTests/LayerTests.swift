import Testing

@Suite struct `The layer` {}
