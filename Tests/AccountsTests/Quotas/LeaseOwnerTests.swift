import Accounts
import TestSupport
import Testing

struct LeaseOwnerTests {
  @Test func `this process runs, and has a new owner each time`() throws {
    let owner = LeaseOwner.current()
    #expect(owner.isRunning)
    #expect(owner != LeaseOwner.current())
    #expect(try #require(ProcessBirth.current).number > 0)
  }

  @Test func `a process is known by its text`() throws {
    let process = try #require(ProcessBirth.current)
    #expect(ProcessBirth(process.text) == process)
    #expect(ProcessBirth(number: process.number) == process)
  }

  @Test func `a process that has ended does not run, nor does one before the machine's start`()
    async throws
  {
    let outcome = try await Program.python3("import os; print(os.getpid())").run()
    let number = try #require(outcome.output.split(separator: "\n").first)
    let process = try #require(ProcessBirth.current)
    let parts = process.text.split(separator: ":")
    for text in [
      "\(parts[0]):\(number):1", "\(parts[0]):\(parts[1]):1", "other:\(parts[1]):\(parts[2])",
    ] {
      #expect(!LeaseOwner(text: text + " 1").isRunning, "\(text)")
    }
    #expect(LeaseOwner(text: process.text + " 1").isRunning)
  }

  @Test(arguments: ["", " ", "unknown", "unknown 5", "a:b:c 1", "a:1 1", "a:1:2:3 1", "::  x"])
  func `what names no process does not run`(text: String) {
    #expect(!LeaseOwner(text: text).isRunning)
  }

  @Test func `the first process of the machine has begun before this one`() throws {
    let first = try #require(ProcessBirth(number: 1))
    let current = try #require(ProcessBirth.current)
    #expect(first.boot == current.boot && first.start <= current.start)
    #expect(ProcessBirth(number: -1) == nil)
  }
}
