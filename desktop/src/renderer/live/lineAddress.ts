/**
 * Where a line is opened: at the answered address, on the origin that all other requests go to. The two differ where
 * something stands between the desktop and the Worker, and the page may connect to that origin alone.
 */
export function lineAddress(answeredUrl: string, serviceOrigin: string): string {
  const { pathname, search } = new URL(answeredUrl);
  return serviceOrigin.replace(/^http/, "ws") + pathname + search;
}
