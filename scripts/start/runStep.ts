/** Runs one step of a command and prints it as one line with its duration (seconds). */
export async function runStep<T>(
  name: string,
  work: (note: (text: string) => void) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  const notes: string[] = [];
  const line = (mark: string) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const noted = notes.length > 0 ? `  ${notes.join(", ")}` : "";
    return `${mark} ${name.padEnd(36)} ${seconds.padStart(6)} s${noted}`;
  };
  try {
    const result = await work((text) => notes.push(text));
    console.log(line("✓"));
    return result;
  } catch (error) {
    console.log(line("✗"));
    throw error;
  }
}
