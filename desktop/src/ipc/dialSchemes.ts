/**
 * The schemes that a call may be handed over by, each with the program that documents it. Every other
 * scheme is refused: the system would run much else than dialers.
 */
export const DIAL_SCHEMES: ReadonlyMap<string, string> = new Map([
  ["tel", "RFC 3966"],
  ["sip", "RFC 3261"],
  ["sips", "RFC 3261"],
  ["callto", "Zoom Phone, Teams and many softphones"],
  ["zoomphonecall", "Zoom Phone"],
  ["msteams", "Microsoft Teams"],
  ["dialpad", "Dialpad"],
  ["rcapp", "RingCentral"],
  ["rcmobile", "RingCentral Phone"],
  ["webextel", "Webex"],
  ["clicktocall", "Webex"],
  ["ciscotel", "Cisco Jabber"],
  ["cloudsip", "Acrobits Cloud Softphone"],
  ["groundwire", "Acrobits Groundwire"],
  // A page that dials, such as a telephone system's own. Held to stricter rules (`dialUrl`).
  ["https", "telephone systems with a web page"],
]);
