import Glibc
import SystemCalls
import Testing

// The environment belongs to the process: each of these runs in one of its own.
struct SystemEnvironmentTests {
  @Test func `a variable is what it was set to, until it is removed`() async {
    await #expect(processExitsWith: .success) {
      // SAFETY: this process has no other thread that looks at the environment.
      unsafe _ = setenv("SWITCHBOARD_VARIABLE", "a=b: c", 1)
      precondition(System.getenv("SWITCHBOARD_VARIABLE") == "a=b: c")
      System.unsetenv("SWITCHBOARD_VARIABLE")
      precondition(System.getenv("SWITCHBOARD_VARIABLE") == nil)
      System.unsetenv("SWITCHBOARD_VARIABLE")
      exit(0)
    }
  }

  @Test func `an empty variable is one`() async {
    await #expect(processExitsWith: .success) {
      unsafe _ = setenv("SWITCHBOARD_VARIABLE", "", 1)
      precondition(System.getenv("SWITCHBOARD_VARIABLE") == "")
      exit(0)
    }
  }
}
