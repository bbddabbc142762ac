internal import Columnar

extension ScalarFunctions {
  /// Functions of datetimes and timespans.
  static let times: [ScalarFunction] = clock + parts + periods + construction

  private static let clock = [
    ScalarFunction(
      "ago", usage: "ago(timespan)", summary: "The moment so long before the statement began.",
      arity: 1...1, resolve: TypeRule.gives(.datetime, .timespan)),
    ScalarFunction(
      "now", usage: "now([timespan])",
      summary: "The moment the statement began, moved by a timespan.", arity: 0...1,
      resolve: TypeRule.gives(.datetime, .timespan)),
  ]

  private static let parts =
    [
      ("dayofmonth", LogicalType.int, "The day of the month, 1 to 31."),
      ("dayofweek", .timespan, "The time since Sunday as a timespan of whole days."),
      ("dayofyear", .int, "The day of the year, 1 to 366."),
      ("getmonth", .int, "The month, 1 to 12."),
      ("getyear", .long, "The year."),
      ("hourofday", .long, "The hour of the day, 0 to 23."),
      ("monthofyear", .long, "The month, 1 to 12."),
    ].map { name, type, summary in
      ScalarFunction(
        name, usage: "\(name)(datetime)", summary: summary, arity: 1...1,
        resolve: TypeRule.gives(type, .datetime))
    } + [
      ScalarFunction(
        "week_of_year", aliases: ["weekofyear"], usage: "week_of_year(datetime)",
        summary: "The week of the year by ISO 8601, 1 to 53.", arity: 1...1,
        resolve: TypeRule.gives(.long, .datetime)),
      ScalarFunction(
        "datetime_part", aliases: ["datepart"], usage: "datetime_part(part, datetime)",
        summary: "A part of the datetime: 'year', 'month', 'hour', ...", arity: 2...2,
        resolve: TypeRule.gives(
          .long,
          .unit([
            "year", "quarter", "month", "week_of_year", "day", "dayofyear", "hour", "minute",
            "second", "millisecond", "microsecond", "nanosecond",
          ]), .datetime)),
    ]

  private static let periods =
    ["day", "week", "month", "year"].flatMap { period in
      [
        ScalarFunction(
          "startof\(period)", usage: "startof\(period)(datetime [, offset])",
          summary: "The first moment of the \(period), moved by so many of them.", arity: 1...2,
          resolve: TypeRule.gives(.datetime, .datetime, .number)),
        ScalarFunction(
          "endof\(period)", usage: "endof\(period)(datetime [, offset])",
          summary: "The last moment of the \(period), moved by so many of them.", arity: 1...2,
          resolve: TypeRule.gives(.datetime, .datetime, .number)),
      ]
    } + [
      ScalarFunction(
        "bin_months", usage: "bin_months(datetime, months)",
        summary: "The first moment of the period of so many months, counted from year 1.",
        arity: 2...2, resolve: TypeRule.gives(.datetime, .datetime, .number)),
      ScalarFunction(
        "datetime_add", usage: "datetime_add(unit, amount, datetime)",
        summary: "The datetime moved by so many units.", arity: 3...3,
        resolve: TypeRule.gives(
          .datetime,
          .unit([
            "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond",
            "microsecond",
          ]), .number, .datetime)),
      ScalarFunction(
        "datetime_diff", usage: "datetime_diff(unit, later, earlier)",
        summary: "How many borders of the unit lie between the two datetimes.", arity: 3...3,
        resolve: TypeRule.checking(
          .unit([
            "year", "quarter", "month", "week", "day", "hour", "minute", "second", "millisecond",
            "microsecond", "nanosecond",
          ]), .datetime, .datetime,
          then: { arguments in
            // Kusto counts weeks, and only weeks, as a real.
            .type(arguments[0].constant == .string("week") ? .real : .long)
          })),
    ]

  private static let construction =
    [
      ScalarFunction(
        "format_datetime", usage: "format_datetime(datetime, format)",
        summary: "The datetime as text, as in 'yyyy-MM-dd HH:mm:ss'.", arity: 2...2,
        resolve: TypeRule.gives(.string, .datetime, .format(.datetime))),
      ScalarFunction(
        "format_timespan", usage: "format_timespan(timespan, format)",
        summary: "The timespan as text, as in 'd.hh:mm:ss'.", arity: 2...2,
        resolve: TypeRule.gives(.string, .timespan, .format(.timespan))),
      ScalarFunction(
        "make_datetime", usage: "make_datetime(year, month, day [, hour, minute [, second]])",
        summary: "The datetime of its parts; null if there is none.", arity: 1...7,
        resolve: TypeRule.gives(.datetime, .any)),
      ScalarFunction(
        "make_timespan", usage: "make_timespan([[day,] hour,] minute [, second])",
        summary: "The timespan of its parts; null where one is out of its range.", arity: 1...4,
        resolve: TypeRule.gives(.timespan, .any)),
    ]
    + ["seconds", "milliseconds", "microseconds", "nanoseconds"].map { unit in
      ScalarFunction(
        "unixtime_\(unit)_todatetime", usage: "unixtime_\(unit)_todatetime(number)",
        summary: "The datetime so many \(unit) after 1970-01-01.", arity: 1...1,
        resolve: TypeRule.gives(.datetime, .number))
    }
}
