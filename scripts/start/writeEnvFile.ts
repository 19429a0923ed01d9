import { replaceFile } from "#sandbox/machine/replaceFile";

/** What quoting in an env file cannot carry alike everywhere: quotes, escapes, expansion, line ends. */
const UNCARRIABLE = /["'`\\$\n\r]/;

/**
 * Writes variables as an env file (mode 0600): the way to hand secrets to a program without showing them in
 * its command line. Throws for a value that such a file cannot carry unchanged.
 */
export async function writeEnvFile(
  file: string,
  variables: Readonly<Record<string, string>>,
): Promise<void> {
  const lines = Object.entries(variables).map(([name, value]) => {
    if (UNCARRIABLE.test(value)) {
      throw new Error(`${name} holds a character that an env file cannot carry.`);
    }
    return `${name}="${value}"\n`;
  });
  await replaceFile(file, lines.join(""));
}
