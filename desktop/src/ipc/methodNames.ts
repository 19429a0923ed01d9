/** Every method that the page may call in main. The preload script offers these and nothing else. */
export const methodNames = ["dial", "openExternal", "notify", "getAppInfo", "setTheme"] as const;

export type MethodName = (typeof methodNames)[number];

/** The Electron channel that carries a method. */
export function channelOf<Name extends MethodName>(name: Name): `salespulse:${Name}` {
  return `salespulse:${name}`;
}
