/**
 * About the middle of each US state and territory (USPS codes) and Canadian province: latitude and
 * longitude in degrees, one place after the point. Good enough to tell which of two is nearer.
 */
const CENTROIDS: Readonly<Record<string, readonly [latitude: number, longitude: number]>> = {
  AL: [32.8, -86.8],
  AK: [64.1, -152.3],
  AZ: [34.3, -111.7],
  AR: [34.9, -92.4],
  CA: [37.2, -119.5],
  CO: [39.0, -105.5],
  CT: [41.6, -72.7],
  DC: [38.9, -77.0],
  DE: [39.0, -75.5],
  FL: [28.6, -82.4],
  GA: [32.6, -83.4],
  HI: [20.3, -156.4],
  IA: [42.1, -93.5],
  ID: [44.4, -114.6],
  IL: [40.0, -89.2],
  IN: [39.9, -86.3],
  KS: [38.5, -98.4],
  KY: [37.5, -85.3],
  LA: [31.1, -92.0],
  MA: [42.3, -71.8],
  MD: [39.0, -76.8],
  ME: [45.4, -69.2],
  MI: [44.3, -85.4],
  MN: [46.3, -94.3],
  MO: [38.4, -92.5],
  MS: [32.7, -89.7],
  MT: [47.1, -109.6],
  NC: [35.6, -79.4],
  ND: [47.5, -100.5],
  NE: [41.5, -99.8],
  NH: [43.7, -71.6],
  NJ: [40.2, -74.7],
  NM: [34.4, -106.1],
  NV: [39.3, -116.6],
  NY: [42.9, -75.5],
  OH: [40.3, -82.8],
  OK: [35.6, -97.5],
  OR: [43.9, -120.6],
  PA: [40.9, -77.8],
  RI: [41.6, -71.5],
  SC: [33.9, -80.9],
  SD: [44.4, -100.2],
  TN: [35.9, -86.4],
  TX: [31.5, -99.3],
  UT: [39.3, -111.7],
  VA: [37.5, -78.9],
  VT: [44.1, -72.7],
  WA: [47.4, -120.4],
  WI: [44.6, -89.7],
  WV: [38.6, -80.6],
  WY: [43.0, -107.6],
  AS: [-14.3, -170.7],
  GU: [13.4, 144.8],
  MP: [15.2, 145.7],
  PR: [18.2, -66.4],
  VI: [18.0, -64.8],
  FM: [6.9, 158.2],
  MH: [7.1, 171.2],
  PW: [7.5, 134.6],
  AB: [55.0, -114.5],
  BC: [54.8, -124.8],
  MB: [54.9, -97.4],
  NB: [46.6, -66.3],
  NL: [53.1, -58.0],
  NS: [45.2, -62.9],
  NT: [66.4, -118.6],
  NU: [70.5, -93.0],
  ON: [50.4, -86.4],
  PE: [46.4, -63.2],
  QC: [53.4, -71.8],
  SK: [54.4, -105.9],
  YT: [63.6, -135.8],
};

const EARTH_RADIUS_KM = 6_371;
const RADIANS = Math.PI / 180;

/**
 * How far the middle of one state or province lies from another's (km along the ground); infinitely
 * far where either is not known. Letters may be small.
 */
export function distanceKm(from: string | null | undefined, to: string | null | undefined): number {
  const a = centroidOf(from);
  const b = centroidOf(to);
  if (a === undefined || b === undefined) return Number.POSITIVE_INFINITY;
  const halfway = (degrees: number) => Math.sin((degrees * RADIANS) / 2) ** 2;
  const chord =
    halfway(b[0] - a[0]) +
    Math.cos(a[0] * RADIANS) * Math.cos(b[0] * RADIANS) * halfway(b[1] - a[1]);
  return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(1, Math.sqrt(chord)));
}

function centroidOf(state: string | null | undefined) {
  const code = state?.trim().toUpperCase() ?? "";
  return Object.hasOwn(CENTROIDS, code) ? CENTROIDS[code] : undefined;
}
