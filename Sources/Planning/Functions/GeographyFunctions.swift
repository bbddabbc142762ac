internal import Columnar

extension ScalarFunctions {
  /// Functions of places on the Earth; places are longitude and latitude, shapes are GeoJSON.
  static let geography: [ScalarFunction] = [
    function(
      "geo_angle", "(lng1, lat1, lng2, lat2, lng3, lat3)",
      "The angle at the second of three points, in radians.", 6...6, .real),
    function(
      "geo_azimuth", "(lng1, lat1, lng2, lat2)",
      "The direction from the first point to the second, clockwise from the north, in radians.",
      4...4, .real),
    function(
      "geo_closest_point_on_line", "(lng, lat, line)",
      "The point of the line that is nearest to the point.", 3...3, .dynamic),
    function(
      "geo_closest_point_on_polygon", "(lng, lat, polygon)",
      "The point of the polygon that is nearest to the point.", 3...3, .dynamic),
    function(
      "geo_distance_2points", "(lng1, lat1, lng2, lat2)",
      "The distance between two points in metres.", 4...4, .real),
    function(
      "geo_distance_point_to_line", "(lng, lat, line)",
      "The distance from the point to the line in metres.", 3...3, .real),
    function(
      "geo_distance_point_to_polygon", "(lng, lat, polygon)",
      "The distance from the point to the polygon in metres; 0 inside.", 3...3, .real),
    function("geo_from_wkt", "(text)", "The shape that a well-known text says.", 1...1, .dynamic),
    function("geo_geohash_neighbors", "(geohash)", "The cells around a geohash.", 1...1, .dynamic),
    function(
      "geo_geohash_to_central_point", "(geohash)", "The middle of a geohash.", 1...1, .dynamic),
    function(
      "geo_geohash_to_polygon", "(geohash)", "The cell of a geohash as a polygon.", 1...1, .dynamic),
    function("geo_intersects_2lines", "(a, b)", "Whether two lines meet.", 2...2, .bool),
    function(
      "geo_intersects_2polygons", "(a, b)", "Whether two polygons have a point in common.", 2...2,
      .bool),
    function(
      "geo_intersects_line_with_polygon", "(line, polygon)",
      "Whether the line has a point in the polygon.", 2...2, .bool),
    function("geo_line_centroid", "(line)", "The middle of the line's points.", 1...1, .dynamic),
    function(
      "geo_line_interpolate_point", "(line, fraction)",
      "The point after a fraction of the line's length.", 2...2, .dynamic),
    function("geo_line_length", "(line)", "The length of the line in metres.", 1...1, .real),
    function(
      "geo_line_locate_point", "(line, lng, lat)",
      "After which fraction of the line it comes nearest to the point.", 3...3, .real),
    function(
      "geo_point_in_circle", "(lng, lat, centre lng, centre lat, radius)",
      "Whether the point is within so many metres of the centre.", 5...5, .bool),
    function(
      "geo_point_in_polygon", "(lng, lat, polygon)", "Whether the point lies in the polygon.",
      3...3, .bool),
    function(
      "geo_point_to_geohash", "(lng, lat [, length])",
      "The geohash of the point; of 5 characters if nothing else is said.", 2...3, .string),
    function(
      "geo_point_to_s2cell", "(lng, lat [, level])",
      "The token of the S2 cell of the point; of level 11 if nothing else is said.", 2...3, .string),
    function(
      "geo_polygon_area", "(polygon)",
      "The area in square metres; where several overlap, each counts.", 1...1, .real),
    function(
      "geo_polygon_centroid", "(polygon)", "The middle of the polygon's area.", 1...1, .dynamic),
    function(
      "geo_polygon_perimeter", "(polygon)", "The length of the polygon's border in metres.", 1...1,
      .real),
    function("geo_s2cell_neighbors", "(token)", "The S2 cells around a cell.", 1...1, .dynamic),
    function(
      "geo_s2cell_to_central_point", "(token)", "The middle of an S2 cell.", 1...1, .dynamic),
    function("geo_s2cell_to_polygon", "(token)", "An S2 cell as a polygon.", 1...1, .dynamic),
  ]
}
