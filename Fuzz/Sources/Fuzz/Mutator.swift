/// Makes inputs out of others by small changes.
struct Mutator {
  var random: RandomSource
  let words: [[UInt8]]
  let bytesMax: Int

  /// One to eight changes of an input from `pool`.
  mutating func input(from pool: [[UInt8]]) -> [UInt8] {
    var bytes = pool.isEmpty ? [] : pool[random.below(pool.count)]
    for _ in 0...random.below(8) { change(&bytes, pool) }
    if bytes.count > bytesMax { bytes.removeSubrange(bytesMax...) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8], _ pool: [[UInt8]]) {
    switch random.below(9) {
    case 0: insert([UInt8(truncatingIfNeeded: random.next())], into: &bytes)
    case 1: insert(word(), into: &bytes)
    case 2: overwrite(with: word(), in: &bytes)
    case 3: overwrite(with: number(), in: &bytes)
    case 4: remove(from: &bytes)
    case 5: repeatPart(of: &bytes)
    case 6: splice(pool, into: &bytes)
    case 7: replaceByte(of: &bytes)
    default: flipBit(of: &bytes)
    }
  }

  private mutating func word() -> [UInt8] {
    words.isEmpty ? [0] : words[random.below(words.count)]
  }

  /// An integer of the machine at an edge of its range, of 1, 2, 4 or 8 bytes.
  private mutating func number() -> [UInt8] {
    let edges: [UInt64] = [
      0, 1, 7, 8, 15, 16, 17, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x7fff_ffff, 0x8000_0000,
      0xffff_ffff, 0x7fff_ffff_ffff_ffff, 0x8000_0000_0000_0000, .max - 7, .max,
    ]
    let value = edges[random.below(edges.count)]
    let count = 1 << random.below(4)
    return (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64(8 * $0)) }
  }

  private mutating func insert(_ part: [UInt8], into bytes: inout [UInt8]) {
    bytes.insert(contentsOf: part, at: random.below(bytes.count + 1))
  }

  /// Numbers mostly lie where their size divides the offset: every other time at such a place.
  private mutating func overwrite(with part: [UInt8], in bytes: inout [UInt8]) {
    var start = random.below(bytes.count + 1)
    if random.below(2) == 0 { start -= start % part.count }
    let end = min(bytes.count, start + part.count)
    bytes.replaceSubrange(start..<end, with: part)
  }

  private mutating func part(of bytes: [UInt8]) -> Range<Int> {
    let start = random.below(bytes.count)
    return start..<(start + 1 + random.below(min(16, bytes.count - start)))
  }

  private mutating func remove(from bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes.removeSubrange(part(of: bytes))
  }

  private mutating func repeatPart(of bytes: inout [UInt8]) {
    guard !bytes.isEmpty, bytes.count < bytesMax else { return }
    insert(Array(bytes[part(of: bytes)]), into: &bytes)
  }

  /// The beginning of this input and the end of another.
  private mutating func splice(_ pool: [[UInt8]], into bytes: inout [UInt8]) {
    guard !pool.isEmpty else { return }
    let other = pool[random.below(pool.count)]
    let tail = other.suffix(random.below(other.count + 1))
    bytes.removeSubrange(random.below(bytes.count + 1)...)
    bytes.append(contentsOf: tail)
  }

  private mutating func replaceByte(of bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    // Of the printable ones every other time: most parsers here read text.
    let byte = random.below(2) == 0 ? 0x20 + random.below(0x5f) : random.below(256)
    bytes[random.below(bytes.count)] = UInt8(byte)
  }

  private mutating func flipBit(of bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
  }
}
