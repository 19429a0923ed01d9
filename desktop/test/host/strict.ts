/**
 * Wraps a part of the stand-in so that whatever it lacks throws, naming the Electron API that is
 * missing, instead of passing as undefined.
 */
export function strict<T extends object>(name: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (typeof key === "symbol" || key === "then" || key in object) {
        return Reflect.get(object, key, object);
      }
      throw missing(`${name}.${key}`);
    },
    set(object, key, value) {
      if (typeof key === "symbol" || key in object) return Reflect.set(object, key, value, object);
      throw missing(`${name}.${key}`);
    },
  });
}

/** The error for an Electron API that the stand-in lacks. */
export function missing(api: string): Error {
  return new Error(`The Chromium host has no Electron API ${api}: add it in desktop/test/host.`);
}
