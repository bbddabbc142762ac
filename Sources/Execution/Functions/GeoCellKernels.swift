internal import Columnar

extension ScalarKernels {
  /// Cells that the Earth is cut into: geohashes, and those of S2.
  static let geographicCells: [String: ScalarKernel] = [
    "geo_geohash_neighbors": rows { call in
      guard let cell = Geohash(call.text(0)) else { return .null }
      return .dynamic(.array(cell.neighbors.map { .string($0) }))
    },
    "geo_geohash_to_central_point": rows { call in
      guard let cell = Geohash(call.text(0)) else { return .null }
      return .dynamic(pointBag(cell.center.0, cell.center.1))
    },
    "geo_geohash_to_polygon": rows { call in
      guard let cell = Geohash(call.text(0)) else { return .null }
      let (west, east, south, north) = (
        cell.longitudes.0, cell.longitudes.1, cell.latitudes.0, cell.latitudes.1
      )
      return .dynamic(
        polygonBag([(west, south), (east, south), (east, north), (west, north), (west, south)]))
    },
    "geo_point_to_geohash": rows { call in
      guard point(call, 0) != nil, let longitude = call.real(0), let latitude = call.real(1) else {
        return .string("")
      }
      let length = call.has(2) ? call.integer(2) : 5
      guard let length, (1...18).contains(length) else { return .string("") }
      return .string(Geohash.text(longitude, latitude, length: Int(length)))
    },
    "geo_point_to_s2cell": rows { call in
      let level = call.has(2) ? call.integer(2) : 11
      guard let point = point(call, 0), let level, (0...30).contains(level) else {
        return .string("")
      }
      return .string(S2Cell(point, level: Int(level)).token)
    },
    "geo_s2cell_neighbors": rows { call in
      guard let cell = S2Cell(token: call.text(0)) else { return .null }
      return .dynamic(.array(cell.neighbors.map { .string($0.token) }))
    },
    "geo_s2cell_to_central_point": rows { call in
      guard let cell = S2Cell(token: call.text(0)) else { return .null }
      return .dynamic(cell.point(0.5, 0.5).geoJSON)
    },
    "geo_s2cell_to_polygon": rows { call in
      guard let cell = S2Cell(token: call.text(0)) else { return .null }
      let corners = [(0.0, 0.0), (1, 0), (1, 1), (0, 1), (0, 0)].map {
        let degrees = cell.point($0.0, $0.1).degrees
        return (degrees.longitude, degrees.latitude)
      }
      return .dynamic(polygonBag(corners))
    },
  ]

  private static func pointBag(_ longitude: Double, _ latitude: Double) -> DynamicValue {
    .bag(
      DynamicBag(members: [
        ("type", .string("Point")), ("coordinates", .array([.real(longitude), .real(latitude)])),
      ]))
  }

  private static func polygonBag(_ corners: [(Double, Double)]) -> DynamicValue {
    .bag(
      DynamicBag(members: [
        ("type", .string("Polygon")),
        ("coordinates", .array([.array(corners.map { .array([.real($0.0), .real($0.1)]) })])),
      ]))
  }
}

/// A cell of the Earth by halving longitude and latitude in turn.
struct Geohash {
  let longitudes: (Double, Double)
  let latitudes: (Double, Double)
  private let length: Int

  private static let digits = Array("0123456789bcdefghjkmnpqrstuvwxyz")

  /// Reads a geohash; nil where it is none.
  init?(_ text: String) {
    guard (1...18).contains(text.count) else { return nil }
    var longitudes = (-180.0, 180.0)
    var latitudes = (-90.0, 90.0)
    var isLongitude = true
    for character in text {
      guard let digit = Self.digits.firstIndex(of: character) else { return nil }
      for bit in (0..<5).reversed() {
        let isUpper = digit >> bit & 1 == 1
        if isLongitude {
          longitudes = Self.halved(longitudes, isUpper)
        } else {
          latitudes = Self.halved(latitudes, isUpper)
        }
        isLongitude.toggle()
      }
    }
    self.longitudes = longitudes
    self.latitudes = latitudes
    length = text.count
  }

  private static func halved(_ range: (Double, Double), _ isUpper: Bool) -> (Double, Double) {
    let middle = (range.0 + range.1) / 2
    return isUpper ? (middle, range.1) : (range.0, middle)
  }

  /// The geohash of a place.
  static func text(_ longitude: Double, _ latitude: Double, length: Int) -> String {
    var longitudes = (-180.0, 180.0)
    var latitudes = (-90.0, 90.0)
    var isLongitude = true
    var text = ""
    for _ in 0..<length {
      var digit = 0
      for _ in 0..<5 {
        let range = isLongitude ? longitudes : latitudes
        let isUpper = (isLongitude ? longitude : latitude) >= (range.0 + range.1) / 2
        digit = digit << 1 | (isUpper ? 1 : 0)
        if isLongitude {
          longitudes = halved(range, isUpper)
        } else {
          latitudes = halved(range, isUpper)
        }
        isLongitude.toggle()
      }
      text.append(digits[digit])
    }
    return text
  }

  /// Longitude and latitude of the middle.
  var center: (Double, Double) {
    ((longitudes.0 + longitudes.1) / 2, (latitudes.0 + latitudes.1) / 2)
  }

  /// The eight cells around it, in the order in which Kusto names them.
  var neighbors: [String] {
    let steps = [(-1, 0), (-1, -1), (0, -1), (1, -1), (1, 1), (1, 0), (0, 1), (-1, 1)]
    return steps.compactMap { step -> String? in
      var longitude = center.0 + Double(step.0) * (longitudes.1 - longitudes.0)
      let latitude = center.1 + Double(step.1) * (latitudes.1 - latitudes.0)
      if longitude > 180 { longitude -= 360 }
      if longitude < -180 { longitude += 360 }
      return abs(latitude) > 90 ? nil : Self.text(longitude, latitude, length: length)
    }
  }
}

/// A cell of S2: a square on one of the six faces of a cube around the Earth, numbered along a curve that
/// fills the face. (s2geometry.io tells the numbers and projections.)
struct S2Cell {
  private let face: Int
  private let i: Int
  private let j: Int
  private let level: Int

  private static let positionToIJ = [[0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 0, 1], [3, 1, 0, 2]]
  private static let ijToPosition = [[0, 1, 3, 2], [0, 3, 1, 2], [2, 3, 1, 0], [2, 1, 3, 0]]
  private static let turns = [1, 0, 0, 3]

  /// The cell of a level that holds the point.
  init(_ point: SpherePoint, level: Int) {
    let (x, y, z) = (point.x, point.y, point.z)
    let (u, v): (Double, Double)
    if abs(x) >= abs(y) && abs(x) >= abs(z) {
      face = x > 0 ? 0 : 3
      (u, v) = x > 0 ? (y / x, z / x) : (z / x, y / x)
    } else if abs(y) >= abs(z) {
      face = y > 0 ? 1 : 4
      (u, v) = y > 0 ? (-x / y, z / y) : (z / y, -x / y)
    } else {
      face = z > 0 ? 2 : 5
      (u, v) = z > 0 ? (-x / z, -y / z) : (-y / z, -x / z)
    }
    self.level = level
    let size = 1 << level
    func index(_ value: Double) -> Int {
      let place =
        value >= 0 ? 0.5 * (1 + 3 * value).squareRoot() : 1 - 0.5 * (1 - 3 * value).squareRoot()
      return min(max(Int(place * Double(size)), 0), size - 1)
    }
    i = index(u)
    j = index(v)
  }

  /// Reads a token: the hexadecimal digits of a cell's number without the zeros at its end.
  init?(token: String) {
    guard (1...16).contains(token.count),
      let bits = UInt64(token + String(repeating: "0", count: 16 - token.count), radix: 16),
      bits.trailingZeroBitCount <= 60, bits.trailingZeroBitCount % 2 == 0, bits >> 61 < 6
    else { return nil }
    level = 30 - bits.trailingZeroBitCount / 2
    face = Int(bits >> 61)
    var turn = face & 1
    var (i, j) = (0, 0)
    for step in 0..<level {
      let position = Int(bits >> UInt64(59 - 2 * step) & 3)
      let ij = Self.positionToIJ[turn][position]
      i = i << 1 | ij >> 1
      j = j << 1 | ij & 1
      turn ^= Self.turns[position]
    }
    self.i = i
    self.j = j
  }

  /// The cell's number in hexadecimal digits, without the zeros at its end.
  var token: String {
    var number = UInt64(face)
    var turn = face & 1
    for bit in (0..<level).reversed() {
      let position = Self.ijToPosition[turn][(i >> bit & 1) << 1 | j >> bit & 1]
      number = number << 2 | UInt64(position)
      turn ^= Self.turns[position]
    }
    number = (number << 1 | 1) << UInt64(2 * (30 - level))
    let digits = String(number, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    return String(padded.reversed().drop { $0 == "0" }.reversed())
  }

  /// A point of the cell: 0 and 1 are its borders; beyond them lie its neighbours.
  func point(_ s: Double, _ t: Double) -> SpherePoint {
    let size = Double(1 << level)
    func project(_ value: Double) -> Double {
      value >= 0.5 ? (4 * value * value - 1) / 3 : (1 - 4 * (1 - value) * (1 - value)) / 3
    }
    let u = project((Double(i) + s) / size)
    let v = project((Double(j) + t) / size)
    switch face {
    case 0: return SpherePoint(1, u, v)
    case 1: return SpherePoint(-u, 1, v)
    case 2: return SpherePoint(-u, -v, 1)
    case 3: return SpherePoint(-1, -v, -u)
    case 4: return SpherePoint(v, -1, -u)
    default: return SpherePoint(v, u, -1)
    }
  }

  /// The cells of its level around it, in the order in which Kusto names them.
  var neighbors: [S2Cell] {
    let steps = [(1, 1), (1, 0), (-1, 0), (0, -1), (-1, 1), (1, -1), (0, 1), (-1, -1)]
    return steps.map { S2Cell(point(0.5 + Double($0.0), 0.5 + Double($0.1)), level: level) }
  }
}
