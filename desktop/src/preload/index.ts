import { contextBridge, ipcRenderer } from "electron";
import { type EventName, eventChannelOf, eventNames } from "../ipc/eventNames.ts";
import { channelOf, methodNames } from "../ipc/methodNames.ts";

const calls = methodNames.map((name) => [
  name,
  (payload: unknown) => ipcRenderer.invoke(channelOf(name), payload ?? {}),
]);

/** Listens to one of the known events; an unknown name is refused rather than forwarded. */
function on(event: EventName, listener: (payload: unknown) => void): () => void {
  if (!eventNames.includes(event)) throw new Error(`There is no event ${event}.`);
  const forward = (_: unknown, payload: unknown): void => listener(payload);
  ipcRenderer.on(eventChannelOf(event), forward);
  return () => {
    ipcRenderer.off(eventChannelOf(event), forward);
  };
}

contextBridge.exposeInMainWorld("salespulse", { ...Object.fromEntries(calls), on });
