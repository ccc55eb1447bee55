import Metrics
import Testing

@testable import switchboard

struct PrometheusTextTests {
  @Test func `each metric has its kind once, and a line for each of its values`() {
    let table = MetricsTable()
    Counter(label: "b_total", dimensions: [("reason", "late")], factory: table).increment(by: 3)
    Counter(label: "b_total", dimensions: [("reason", "early")], factory: table).increment()
    Counter(label: "a_total", factory: table).increment(by: 12_345_678_901)
    let meter = Meter(label: "open", factory: table)
    meter.increment(by: 3)
    meter.decrement()
    let timer = Metrics.Timer(label: "work_seconds", factory: table)
    timer.recordNanoseconds(1_500_000_000)
    timer.recordNanoseconds(250_000_000)
    #expect(
      PrometheusText.text(of: table) == """
        # TYPE a_total counter
        a_total 12345678901
        # TYPE b_total counter
        b_total{reason="early"} 1
        b_total{reason="late"} 3
        # TYPE open gauge
        open 2
        # TYPE work_seconds summary
        work_seconds_sum 1.75
        work_seconds_count 2

        """
    )
  }

  @Test func `what would end a label is written otherwise`() {
    let table = MetricsTable()
    Meter(label: "open", dimensions: [("of", "a\"b\\c\nd")], factory: table).set(0.5)
    #expect(PrometheusText.text(of: table).contains(#"open{of="a\"b\\c\nd"} 0.5"#))
  }

  @Test func `the same metric is counted in one place`() {
    let table = MetricsTable()
    for _ in 0..<2 { Counter(label: "a", dimensions: [("b", "c")], factory: table).increment() }
    #expect(table.all.count == 1)
    #expect(PrometheusText.text(of: table).contains("a{b=\"c\"} 2\n"))
  }
}
