/// More bytes than a small buffer of the kernel holds, in a pattern that shows what is missing.
let manyLines: [UInt8] = {
  var bytes = Array("a line that is not as long as any buffer is\n".utf8)
  while bytes.count < 1 << 20 { bytes += bytes }
  return bytes
}()
