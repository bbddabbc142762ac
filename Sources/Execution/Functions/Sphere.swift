internal import Columnar

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

/// A point on the unit sphere, which stands for the Earth as in Kusto.
struct SpherePoint: Equatable {
  var x: Double
  var y: Double
  var z: Double

  /// The mean radius of the Earth in metres.
  static let radius = 6_371_010.0

  init(_ x: Double, _ y: Double, _ z: Double) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The point of a longitude and a latitude in degrees; nil where there is none.
  init?(longitude: Double, latitude: Double) {
    guard abs(longitude) <= 180, abs(latitude) <= 90 else { return nil }
    let (a, b) = (longitude * .pi / 180, latitude * .pi / 180)
    self.init(cos(b) * cos(a), cos(b) * sin(a), sin(b))
  }

  /// Longitude and latitude in degrees.
  var degrees: (longitude: Double, latitude: Double) {
    (atan2(y, x) * 180 / .pi, atan2(z, (x * x + y * y).squareRoot()) * 180 / .pi)
  }

  /// The point as GeoJSON.
  var geoJSON: DynamicValue {
    .bag(
      DynamicBag(members: [
        ("type", .string("Point")),
        ("coordinates", .array([.real(degrees.longitude), .real(degrees.latitude)])),
      ]))
  }

  static func + (a: SpherePoint, b: SpherePoint) -> SpherePoint {
    SpherePoint(a.x + b.x, a.y + b.y, a.z + b.z)
  }

  static func - (a: SpherePoint, b: SpherePoint) -> SpherePoint { a + b * -1 }

  static func * (a: SpherePoint, factor: Double) -> SpherePoint {
    SpherePoint(a.x * factor, a.y * factor, a.z * factor)
  }

  func dot(_ other: SpherePoint) -> Double { x * other.x + y * other.y + z * other.z }

  func cross(_ other: SpherePoint) -> SpherePoint {
    SpherePoint(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  var length: Double { dot(self).squareRoot() }

  var unit: SpherePoint { length > 0 ? self * (1 / length) : self }

  /// The angle between two points as seen from the centre.
  func angle(_ other: SpherePoint) -> Double { atan2(cross(other).length, dot(other)) }

  /// The nearest point of the arc from `a` to `b`.
  func nearest(from a: SpherePoint, to b: SpherePoint) -> SpherePoint {
    let normal = a.cross(b)
    guard normal.length > 0 else { return a }
    let foot = (self - normal * (dot(normal) / normal.dot(normal))).unit
    let isInside = a.cross(foot).dot(normal) >= 0 && foot.cross(b).dot(normal) >= 0
    if isInside { return foot }
    return angle(a) <= angle(b) ? a : b
  }

  /// Whether the arcs from `a` to `b` and from `c` to `d` cross or touch.
  static func cross(
    _ a: SpherePoint, _ b: SpherePoint, _ c: SpherePoint, _ d: SpherePoint
  ) -> Bool {
    let first = a.cross(b)
    let second = c.cross(d)
    let (c1, d1) = (first.dot(c), first.dot(d))
    let (a1, b1) = (second.dot(a), second.dot(b))
    guard c1 * d1 <= 0, a1 * b1 <= 0 else { return false }
    // Great circles meet in two places; the arcs must share the same one.
    let meeting = first.cross(second)
    guard meeting.length > 0 else {
      return c1 == 0 && (c.nearest(from: a, to: b) - c).length < 1e-15
    }
    let side = meeting.dot(a + b + c + d) < 0 ? meeting * -1 : meeting
    return side.dot(a + b) > 0 && side.dot(c + d) > 0
  }
}

/// A polygon on the sphere: rings, the first of each the outer one.
struct SpherePolygon {
  /// The rings without the repeated last point.
  let rings: [[SpherePoint]]

  /// The edges of all rings.
  var edges: [(SpherePoint, SpherePoint)] {
    rings.flatMap { ring in ring.indices.map { (ring[$0], ring[($0 + 1) % ring.count]) } }
  }

  /// Whether the point lies inside: a path from it to a point that is outside crosses the edges an odd
  /// number of times.
  func contains(_ point: SpherePoint) -> Bool {
    guard let ring = rings.first else { return false }
    // The far side of the Earth is outside of all that has a small side.
    let middle = ring.reduce(SpherePoint(0, 0, 0), +).unit
    let outside = (middle * -1 + SpherePoint(1e-3, 2e-3, -1e-3)).unit
    let mid = (point + outside).length < 1e-9 ? nil : Self.halfway(point, outside)
    guard let mid else { return false }
    var crossings = 0
    for (a, b) in edges {
      for (c, d) in [(point, mid), (mid, outside)] where SpherePoint.cross(a, b, c, d) {
        crossings += 1
      }
    }
    return crossings % 2 == 1
  }

  private static func halfway(_ a: SpherePoint, _ b: SpherePoint) -> SpherePoint {
    // The way around goes off the direct one, which may pass the pole.
    let normal = a.cross(b).unit
    return ((a + b).unit + normal * 0.2).unit
  }

  /// The triangles that the rings are made of, seen from their first points, with their signs.
  private var triangles: [(SpherePoint, SpherePoint, SpherePoint, sign: Double)] {
    rings.enumerated().flatMap {
      index, ring -> [(SpherePoint, SpherePoint, SpherePoint, sign: Double)] in
      guard ring.count > 2 else { return [] }
      let parts = (1..<(ring.count - 1)).map { place in
        (
          ring[0], ring[place], ring[place + 1],
          sign: ring[0].dot(ring[place].cross(ring[place + 1])) < 0 ? -1.0 : 1.0
        )
      }
      let total = parts.reduce(0) { $0 + $1.sign * Self.area($1.0, $1.1, $1.2) }
      // The outer ring counts, holes are taken away, whichever way they go round.
      let side = (total < 0 ? -1.0 : 1.0) * (index == 0 ? 1 : -1)
      return parts.map { ($0.0, $0.1, $0.2, sign: $0.sign * side) }
    }
  }

  /// The area on the unit sphere.
  var area: Double {
    triangles.reduce(0) { $0 + $1.sign * Self.area($1.0, $1.1, $1.2) }
  }

  /// The middle of the area, not yet on the sphere; as long as the area is large.
  var centroid: SpherePoint {
    triangles.reduce(SpherePoint(0, 0, 0)) { sum, part in
      sum + Self.centroid(part.0, part.1, part.2) * part.sign
    }
  }

  /// L'Huilier's formula, which keeps its digits where triangles are small.
  private static func area(_ a: SpherePoint, _ b: SpherePoint, _ c: SpherePoint) -> Double {
    let (x, y, z) = (b.angle(c), c.angle(a), a.angle(b))
    let half = (x + y + z) / 2
    let product =
      tan(half / 2) * tan((half - x) / 2) * tan((half - y) / 2) * tan((half - z) / 2)
    return 4 * atan(max(0, product).squareRoot())
  }

  /// The integral of the points of a triangle.
  private static func centroid(
    _ a: SpherePoint, _ b: SpherePoint, _ c: SpherePoint
  ) -> SpherePoint {
    func ratio(_ angle: Double) -> Double { angle == 0 ? 1 : angle / sin(angle) }
    let (ra, rb, rc) = (ratio(b.angle(c)), ratio(c.angle(a)), ratio(a.angle(b)))
    let x = SpherePoint(a.x, b.x - a.x, c.x - a.x)
    let y = SpherePoint(a.y, b.y - a.y, c.y - a.y)
    let z = SpherePoint(a.z, b.z - a.z, c.z - a.z)
    let r = SpherePoint(ra, rb - ra, rc - ra)
    let sum =
      SpherePoint(
        y.cross(z).dot(r), z.cross(x).dot(r), x.cross(y).dot(r)) * 0.5
    return sum.dot(a + b + c) < 0 ? sum * -1 : sum
  }
}

/// What GeoJSON says, as points on the sphere.
enum GeoJSON {
  /// The one line of a `LineString`, or those of a `MultiLineString`; nil where it is neither.
  static func lines(_ value: DynamicValue) -> [[SpherePoint]]? {
    guard case .bag(let bag) = value, case .array(let items)? = bag["coordinates"] else {
      return nil
    }
    let lines: [[SpherePoint]?]
    switch bag["type"] {
    case .string("LineString"): lines = [points(items)]
    case .string("MultiLineString"): lines = items.map { points($0) }
    default: return nil
    }
    let good = lines.compactMap { $0 }
    guard !good.isEmpty, good.count == lines.count, good.allSatisfy({ $0.count > 1 }) else {
      return nil
    }
    return good
  }

  /// The polygons of a `Polygon` or a `MultiPolygon`; nil where it is neither or a ring is none.
  static func polygons(_ value: DynamicValue) -> [SpherePolygon]? {
    guard case .bag(let bag) = value, case .array(let items)? = bag["coordinates"] else {
      return nil
    }
    switch bag["type"] {
    case .string("Polygon"): return polygon(items).map { [$0] }
    case .string("MultiPolygon"):
      let polygons = items.map { item -> SpherePolygon? in
        if case .array(let rings) = item { polygon(rings) } else { nil }
      }
      let good = polygons.compactMap { $0 }
      return good.isEmpty || good.count != polygons.count ? nil : good
    default: return nil
    }
  }

  private static func polygon(_ rings: [DynamicValue]) -> SpherePolygon? {
    var result: [[SpherePoint]] = []
    for ring in rings {
      guard var points = points(ring), points.count > 3, points.first == points.last else {
        return nil
      }
      points.removeLast()
      // An edge without length makes it no polygon.
      for place in points.indices where points[place] == points[(place + 1) % points.count] {
        return nil
      }
      result.append(points)
    }
    return result.isEmpty ? nil : SpherePolygon(rings: result)
  }

  private static func points(_ value: DynamicValue) -> [SpherePoint]? {
    if case .array(let items) = value { points(items) } else { nil }
  }

  private static func points(_ items: [DynamicValue]) -> [SpherePoint]? {
    let points = items.map { item -> SpherePoint? in
      guard case .array(let pair) = item, pair.count >= 2, let longitude = number(pair[0]),
        let latitude = number(pair[1])
      else { return nil }
      return SpherePoint(longitude: longitude, latitude: latitude)
    }
    let good = points.compactMap { $0 }
    return good.count == points.count ? good : nil
  }

  private static func number(_ value: DynamicValue) -> Double? {
    switch value {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }
}
