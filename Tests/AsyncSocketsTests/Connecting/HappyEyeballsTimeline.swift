import Testing

@testable import AsyncSockets

typealias Machine = HappyEyeballs<String, Refusal>

/// Why an address or a look-up of the tests failed.
struct Refusal: Error, Equatable, ExpressibleByStringLiteral {
  var words: String

  init(stringLiteral words: String) {
    self.words = words
  }
}

/// What happens, when, and what the machine is to answer.
struct HappyEyeballsTimeline: Sendable, CustomTestStringConvertible {
  struct Step: Sendable {
    var milliseconds: Int
    var event: Machine.Event
    var actions: [Machine.Action]
  }

  var name: String
  var timing: HappyEyeballsTiming
  var steps: [Step]

  var testDescription: String { name }

  init(_ name: String, timing: HappyEyeballsTiming = HappyEyeballsTiming(), steps: [Step]) {
    self.name = name
    self.timing = timing
    self.steps = steps
  }

  /// Feeds a machine with the steps, and compares its answers.
  func run() {
    var machine = Machine(timing: timing)
    for step in steps {
      let actions = machine.handle(step.event, at: .milliseconds(step.milliseconds))
      #expect(actions == step.actions, "\(name), at \(step.milliseconds) ms")
    }
    let isEnd = steps.last?.actions.contains {
      switch $0 {
      case .succeed, .fail: true
      default: false
      }
    }
    #expect(machine.isOver == isEnd, "\(name)")
  }
}

/// A step: at that time this happens, and these are the answers.
func at(
  _ milliseconds: Int,
  _ event: Machine.Event,
  _ actions: Machine.Action...
) -> HappyEyeballsTimeline.Step {
  HappyEyeballsTimeline.Step(milliseconds: milliseconds, event: event, actions: actions)
}

extension HappyEyeballs.Action {
  static func setTimer(milliseconds: Int) -> Self { .setTimer(.milliseconds(milliseconds)) }
}
