import { connect, createServer } from "node:net";
import { findPortHolder } from "./findPortHolder.ts";

/** A port is taken; the message names it, who has it where that can be told, and what to do. */
export class PortTakenError extends Error {}

/**
 * Throws a PortTakenError unless a TCP port can be had on this machine, whose browsers may take `localhost`
 * for 127.0.0.1 or ::1: a listener on either counts as taken.
 */
export async function assertPortFree(port: number): Promise<void> {
  const taken = !(await canListen(port)) || (await isAnswered(port, "::1"));
  if (!taken) return;
  const holder = await findPortHolder(port);
  throw new PortTakenError(
    `Port ${port} is taken${holder ? ` by ${holder}` : ""}. Stop what uses it, or choose another: npm start -- --port ${port === 65_535 ? 8787 : port + 1}`,
  );
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE") resolve(false);
      else if (error.code === "EACCES") {
        reject(
          new PortTakenError(
            `Port ${port} needs rights that this user lacks: choose one above 1023.`,
          ),
        );
      } else reject(error);
    });
    server.listen({ port, host: "127.0.0.1", exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}

function isAnswered(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const finish = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}
