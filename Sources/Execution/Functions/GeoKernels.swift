internal import Columnar

#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

extension ScalarKernels {
  /// Functions of places on the Earth, taken for a sphere; of what is no place, null.
  static let geography: [String: ScalarKernel] = [
    "geo_angle": rows { call in
      guard let a = point(call, 0), let b = point(call, 2), let c = point(call, 4), a != b, b != c
      else { return .null }
      let first = a.cross(b)
      let second = c.cross(b)
      return .real(first.angle(second))
    },
    "geo_azimuth": rows(azimuth),
    "geo_closest_point_on_line": rows { call in
      guard let point = point(call, 0), let lines = GeoJSON.lines(call.dynamic(2)) else {
        return .null
      }
      return nearest(point, arcs(lines)).map { .dynamic($0.geoJSON) } ?? .null
    },
    "geo_closest_point_on_polygon": rows { call in
      guard let point = point(call, 0), let polygons = GeoJSON.polygons(call.dynamic(2)) else {
        return .null
      }
      if polygons.contains(where: { $0.contains(point) }) { return .dynamic(point.geoJSON) }
      return nearest(point, polygons.flatMap(\.edges)).map { .dynamic($0.geoJSON) } ?? .null
    },
    "geo_distance_2points": rows { call in
      guard let a = point(call, 0), let b = point(call, 2) else { return .null }
      return .real(a.angle(b) * SpherePoint.radius)
    },
    "geo_distance_point_to_line": rows { call in
      guard let point = point(call, 0), let lines = GeoJSON.lines(call.dynamic(2)),
        let foot = nearest(point, arcs(lines))
      else { return .null }
      return .real(point.angle(foot) * SpherePoint.radius)
    },
    "geo_distance_point_to_polygon": rows { call in
      guard let point = point(call, 0), let polygons = GeoJSON.polygons(call.dynamic(2)),
        let foot = nearest(point, polygons.flatMap(\.edges))
      else { return .null }
      if polygons.contains(where: { $0.contains(point) }) { return .real(0) }
      return .real(point.angle(foot) * SpherePoint.radius)
    },
    "geo_from_wkt": rows { call in
      var reader = WellKnownText(call.text(0))
      return reader.read().map { .dynamic($0) } ?? .null
    },
    "geo_intersects_2lines": rows { call in
      guard let a = GeoJSON.lines(call.dynamic(0)), let b = GeoJSON.lines(call.dynamic(1)) else {
        return .null
      }
      return .bool(meet(arcs(a), arcs(b)))
    },
    "geo_intersects_2polygons": rows { call in
      guard let a = GeoJSON.polygons(call.dynamic(0)), let b = GeoJSON.polygons(call.dynamic(1))
      else { return .null }
      let isInside =
        a.contains { a in b.contains { a.contains($0.rings[0][0]) || $0.contains(a.rings[0][0]) } }
      return .bool(isInside || meet(a.flatMap(\.edges), b.flatMap(\.edges)))
    },
    "geo_intersects_line_with_polygon": rows { call in
      guard let lines = GeoJSON.lines(call.dynamic(0)),
        let polygons = GeoJSON.polygons(call.dynamic(1))
      else { return .null }
      let isInside = polygons.contains { polygon in lines.contains { polygon.contains($0[0]) } }
      return .bool(isInside || meet(arcs(lines), polygons.flatMap(\.edges)))
    },
    "geo_line_centroid": rows { call in
      guard let lines = GeoJSON.lines(call.dynamic(0)) else { return .null }
      let sum = arcs(lines).reduce(SpherePoint(0, 0, 0)) { sum, arc in
        sum + (arc.0 + arc.1).unit * (2 * sin(arc.0.angle(arc.1) / 2))
      }
      return .dynamic(sum.unit.geoJSON)
    },
    "geo_line_interpolate_point": rows(interpolated),
    "geo_line_length": rows { call in
      guard let lines = GeoJSON.lines(call.dynamic(0)) else { return .null }
      return .real(length(arcs(lines)) * SpherePoint.radius)
    },
    "geo_line_locate_point": rows(located),
    "geo_point_in_circle": rows { call in
      guard let a = point(call, 0), let b = point(call, 2), let radius = call.real(4), radius >= 0
      else { return .null }
      return .bool(a.angle(b) * SpherePoint.radius <= radius)
    },
    "geo_point_in_polygon": rows { call in
      guard let point = point(call, 0), let polygons = GeoJSON.polygons(call.dynamic(2)) else {
        return .null
      }
      return .bool(polygons.contains { $0.contains(point) })
    },
    "geo_polygon_area": rows { call in
      guard let polygons = GeoJSON.polygons(call.dynamic(0)) else { return .null }
      return .real(
        polygons.reduce(0) { $0 + $1.area } * SpherePoint.radius * SpherePoint.radius)
    },
    "geo_polygon_centroid": rows { call in
      guard let polygons = GeoJSON.polygons(call.dynamic(0)) else { return .null }
      let sum = polygons.reduce(SpherePoint(0, 0, 0)) { $0 + $1.centroid }
      return .dynamic(sum.unit.geoJSON)
    },
    "geo_polygon_perimeter": rows { call in
      guard let polygons = GeoJSON.polygons(call.dynamic(0)) else { return .null }
      return .real(length(polygons.flatMap(\.edges)) * SpherePoint.radius)
    },
  ]

  /// The point of two arguments, longitude and latitude.
  static func point(_ call: RowCall, _ place: Int) -> SpherePoint? {
    guard let longitude = call.real(place), let latitude = call.real(place + 1) else { return nil }
    return SpherePoint(longitude: longitude, latitude: latitude)
  }

  private static func arcs(_ lines: [[SpherePoint]]) -> [(SpherePoint, SpherePoint)] {
    lines.flatMap { line in zip(line, line.dropFirst()).map { ($0, $1) } }
  }

  private static func length(_ arcs: [(SpherePoint, SpherePoint)]) -> Double {
    arcs.reduce(0) { $0 + $1.0.angle($1.1) }
  }

  private static func nearest(
    _ point: SpherePoint, _ arcs: [(SpherePoint, SpherePoint)]
  ) -> SpherePoint? {
    arcs.map { point.nearest(from: $0.0, to: $0.1) }
      .min { point.angle($0) < point.angle($1) }
  }

  private static func meet(
    _ a: [(SpherePoint, SpherePoint)], _ b: [(SpherePoint, SpherePoint)]
  ) -> Bool {
    a.contains { first in b.contains { SpherePoint.cross(first.0, first.1, $0.0, $0.1) } }
  }

  private static func azimuth(_ call: RowCall) -> Value {
    guard let a = point(call, 0), let b = point(call, 2), a != b else { return .null }
    let (from, to) = (a.degrees, b.degrees)
    let turn = (to.longitude - from.longitude) * .pi / 180
    let (low, high) = (from.latitude * .pi / 180, to.latitude * .pi / 180)
    let angle = atan2(
      sin(turn) * cos(high), cos(low) * sin(high) - sin(low) * cos(high) * cos(turn))
    return .real(angle < 0 ? angle + 2 * .pi : angle)
  }

  private static func interpolated(_ call: RowCall) -> Value {
    guard let lines = GeoJSON.lines(call.dynamic(0)), lines.count == 1,
      let fraction = call.real(1), (0...1).contains(fraction)
    else { return .null }
    let arcs = arcs(lines)
    var rest = fraction * length(arcs)
    for (a, b) in arcs {
      let angle = a.angle(b)
      if rest <= angle, angle > 0 {
        let point = a * (sin(angle - rest) / sin(angle)) + b * (sin(rest) / sin(angle))
        return .dynamic(point.unit.geoJSON)
      }
      rest -= angle
    }
    return .dynamic(arcs[arcs.count - 1].1.geoJSON)
  }

  private static func located(_ call: RowCall) -> Value {
    guard let lines = GeoJSON.lines(call.dynamic(0)), lines.count == 1, let point = point(call, 1)
    else { return .null }
    let arcs = arcs(lines)
    var best = (distance: Double.infinity, place: 0.0)
    var before = 0.0
    for (a, b) in arcs {
      let foot = point.nearest(from: a, to: b)
      let distance = point.angle(foot)
      if distance < best.distance { best = (distance, before + a.angle(foot)) }
      before += a.angle(b)
    }
    return before > 0 ? .real(best.place / before) : .null
  }
}

/// Reads the well-known text of a geometry: `POINT (1 2)`.
private struct WellKnownText {
  private var rest: Substring

  init(_ text: String) { rest = text[...] }

  private static let types: [String: (name: String, depth: Int)] = [
    "LINESTRING": ("LineString", 1), "MULTILINESTRING": ("MultiLineString", 2),
    "MULTIPOINT": ("MultiPoint", 1), "MULTIPOLYGON": ("MultiPolygon", 3), "POINT": ("Point", 0),
    "POLYGON": ("Polygon", 2),
  ]

  /// The geometry as GeoJSON; nil where the text is none.
  mutating func read() -> DynamicValue? {
    guard let value = geometry(nesting: 0) else { return nil }
    skipBlanks()
    return rest.isEmpty ? value : nil
  }

  private mutating func geometry(nesting: Int) -> DynamicValue? {
    skipBlanks()
    let word = rest.prefix { $0.isLetter }.uppercased()
    rest = rest.drop { $0.isLetter }
    if word == "GEOMETRYCOLLECTION", nesting < 16 {
      guard let parts = list({ $0.geometry(nesting: nesting + 1) }) else { return nil }
      return .bag(
        DynamicBag(members: [
          ("type", .string("GeometryCollection")), ("geometries", .array(parts)),
        ]))
    }
    guard let (name, depth) = Self.types[word] else { return nil }
    let coordinates: DynamicValue?
    if depth == 0 {
      guard accept("("), let pair = pair(), accept(")") else { return nil }
      coordinates = pair
    } else {
      coordinates = nested(depth)
    }
    return coordinates.map {
      .bag(DynamicBag(members: [("type", .string(name)), ("coordinates", $0)]))
    }
  }

  private mutating func nested(_ depth: Int) -> DynamicValue? {
    if depth == 0 {
      // MULTIPOINT may have its points in brackets of their own.
      let isBracketed = accept("(")
      guard let pair = pair(), !isBracketed || accept(")") else { return nil }
      return pair
    }
    return list { $0.nested(depth - 1) }.map { .array($0) }
  }

  private mutating func list(
    _ read: (inout WellKnownText) -> DynamicValue?
  ) -> [DynamicValue]? {
    guard accept("(") else { return nil }
    var items: [DynamicValue] = []
    repeat {
      guard let item = read(&self) else { return nil }
      items.append(item)
    } while accept(",")
    return accept(")") ? items : nil
  }

  private mutating func pair() -> DynamicValue? {
    guard let longitude = number(), let latitude = number() else { return nil }
    return .array([.real(longitude), .real(latitude)])
  }

  private mutating func number() -> Double? {
    skipBlanks()
    let text = rest.prefix { $0.isNumber || "+-.eE".contains($0) }
    rest = rest[text.endIndex...]
    return Double(text)
  }

  private mutating func accept(_ character: Character) -> Bool {
    skipBlanks()
    guard rest.first == character else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func skipBlanks() { rest = rest.drop { $0.isWhitespace } }
}
