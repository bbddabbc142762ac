internal import Columnar

extension ScalarKernels {
  /// `convert_length(1.2, 'Meter', 'Foot')` and its kin; null where a unit is not known.
  static let units: [String: ScalarKernel] = {
    var kernels: [String: ScalarKernel] = [
      "convert_temperature": rows { call in
        guard let value = call.real(0), let from = temperatures[call.text(1)],
          let to = temperatures[call.text(2)]
        else { return .null }
        return .real(((value + from.offset) * from.scale) / to.scale - to.offset)
      }
    ]
    for (quantity, factors) in quantities {
      kernels["convert_" + quantity] = rows { call in
        guard let value = call.real(0), let from = factors[call.text(1)],
          let to = factors[call.text(2)]
        else { return .null }
        return .real(from == to ? value : value * from / to)
      }
    }
    return kernels
  }()

  /// Kelvins are (degrees + offset) times scale.
  private static let temperatures: [String: (offset: Double, scale: Double)] = [
    "DegreeCelsius": (273.15, 1), "DegreeFahrenheit": (459.67, 5.0 / 9),
    "DegreeRankine": (0, 5.0 / 9), "DegreeReaumur": (218.52, 1.25), "Kelvin": (0, 1),
    "MillidegreeCelsius": (273_150, 0.001),
  ]

  /// How much of the base unit one of each is: degrees, joules, newtons, metres, kilograms, metres
  /// a second and cubic metres. The values are those of the international system and of the
  /// international yard and pound.
  private static let quantities: [String: [String: Double]] = [
    "angle": [
      "Arcminute": 1.0 / 60, "Arcsecond": 1.0 / 3600, "Centiradian": 0.01 * 180 / .pi,
      "Deciradian": 0.1 * 180 / .pi, "Degree": 1, "Gradian": 0.9,
      "Microdegree": 1e-6, "Microradian": 1e-6 * 180 / .pi, "Millidegree": 1e-3,
      "Milliradian": 1e-3 * 180 / .pi, "Nanodegree": 1e-9, "Nanoradian": 1e-9 * 180 / .pi,
      "NatoMil": 360.0 / 6400, "Radian": 180 / .pi, "Revolution": 360, "Tilt": 180 / .pi,
    ],
    "energy": [
      "BritishThermalUnit": 1055.05585262, "Calorie": 4.184,
      "DecathermEc": 1_055_055_852.62, "ElectronVolt": 1.602176565e-19, "Erg": 1e-7,
      "FootPound": 1.355817948, "GigabritishThermalUnit": 1055.05585262e9,
      "GigawattHour": 3.6e12, "Gigajoule": 1e9, "HorsepowerHour": 2.6845195377e6, "Joule": 1,
      "Kilocalorie": 4184, "Kilojoule": 1e3, "KilowattHour": 3.6e6, "Megajoule": 1e6,
      "MegawattHour": 3.6e9, "Millijoule": 1e-3, "TerawattHour": 3.6e15, "WattHour": 3600,
    ],
    "force": [
      "Decanewton": 10, "Dyn": 1e-5, "KilogramForce": 9.80665, "Kilonewton": 1e3,
      "KiloPond": 9.80665, "KilopoundForce": 4448.2216152605, "Meganewton": 1e6,
      "Micronewton": 1e-6, "Millinewton": 1e-3, "Newton": 1, "OunceForce": 0.27801385095378125,
      "Poundal": 0.138254954376, "PoundForce": 4.4482216152605, "TonneForce": 9806.65,
    ],
    "length": [
      "Angstrom": 1e-10, "AstronomicalUnit": 1.4959787070e11, "Centimeter": 1e-2,
      "Chain": 20.1168, "Decimeter": 0.1, "Fathom": 1.8288, "Foot": 0.3048, "Hand": 0.1016,
      "Hectometer": 100, "Inch": 0.0254, "Kilometer": 1e3, "LightYear": 9.46073047258e15,
      "Meter": 1, "Microinch": 2.54e-8, "Micrometer": 1e-6, "Mil": 2.54e-5, "Mile": 1609.344,
      "Millimeter": 1e-3, "Nanometer": 1e-9, "NauticalMile": 1852, "Parsec": 3.08567758128e16,
      "UsSurveyFoot": 1200.0 / 3937, "Yard": 0.9144,
    ],
    "mass": [
      "Centigram": 1e-5, "Decagram": 1e-2, "Decigram": 1e-4, "Grain": 6.479891e-5, "Gram": 1e-3,
      "Hectogram": 0.1, "Kilogram": 1, "Kilotonne": 1e6, "LongHundredweight": 50.80234544,
      "LongTon": 1016.0469088, "Megatonne": 1e9, "Microgram": 1e-9, "Milligram": 1e-6,
      "Nanogram": 1e-12, "Ounce": 0.028349523125, "Pound": 0.45359237,
      "ShortHundredweight": 45.359237, "ShortTon": 907.18474, "Slug": 14.593903,
      "Stone": 6.35029318,
      "Tonne": 1e3,
    ],
    "speed": [
      "CentimeterPerHour": 0.01 / 3600, "CentimeterPerMinute": 0.01 / 60,
      "CentimeterPerSecond": 0.01, "FootPerHour": 0.3048 / 3600, "FootPerMinute": 0.3048 / 60,
      "FootPerSecond": 0.3048, "InchPerSecond": 0.0254, "KilometerPerHour": 1000.0 / 3600,
      "KilometerPerMinute": 1000.0 / 60, "KilometerPerSecond": 1000, "Knot": 1852.0 / 3600,
      "MeterPerHour": 1.0 / 3600, "MeterPerMinute": 1.0 / 60, "MeterPerSecond": 1,
      "MilePerHour": 0.44704, "MillimeterPerSecond": 0.001, "YardPerSecond": 0.9144,
    ],
    "volume": [
      "AcreFoot": 1 / 0.000810714, "Centiliter": 1e-5, "CubicCentimeter": 1e-6,
      "CubicDecimeter": 1e-3, "CubicFoot": 0.028316846592, "CubicInch": 1.6387064e-5,
      "CubicKilometer": 1e9, "CubicMeter": 1, "CubicMile": 4.168181825440579584e9,
      "CubicMillimeter": 1e-9, "CubicYard": 0.764554857984, "Deciliter": 1e-4,
      "Hectoliter": 0.1, "ImperialGallon": 0.00454609, "Kiloliter": 1, "Liter": 1e-3,
      "Megaliter": 1e3, "Microliter": 1e-9, "Milliliter": 1e-6, "OilBarrel": 0.158987294928,
      "UsGallon": 0.003785411784, "UsOunce": 2.95735295625e-5, "UsPint": 4.73176473e-4,
      "UsQuart": 9.46352946e-4,
    ],
  ]
}
