/** One file of an archive, packed already (deflate). */
export interface ZipEntry {
  readonly name: string;
  readonly crc: number;
  /** Bytes before packing and after. */
  readonly size: number;
  readonly packed: number;
  /** The packed bytes. */
  read(): AsyncIterable<Uint8Array>;
}

const LOCAL_HEADER_BYTES = 30;
const CENTRAL_HEADER_BYTES = 46;
const END_BYTES = 22;
/** What a zip without its 64 bit extension can say. */
export const LARGEST_ZIP_BYTES = 0xffff_ffff;

/** How long the archive of these files is (bytes). */
export function zipSize(entries: readonly ZipEntry[]): number {
  return entries.reduce(
    (sum, { name, packed }) =>
      sum + LOCAL_HEADER_BYTES + CENTRAL_HEADER_BYTES + 2 * name.length + packed,
    END_BYTES,
  );
}

/**
 * The archive as it goes out, file behind file (PKWARE APPNOTE 6.3.10). All sizes are known beforehand, so that no
 * file is held in memory and every program opens it.
 * @param madeAt the time that its files show, in UTC
 */
export async function* zipArchive(
  entries: readonly ZipEntry[],
  madeAt: Date,
): AsyncGenerator<Uint8Array> {
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const entry of entries) {
    const about = fieldsOf(entry, madeAt);
    const name = new TextEncoder().encode(entry.name);
    yield bytesOf([4, 0x04034b50], ...about, [2, name.length], [2, 0]);
    yield name;
    yield* entry.read();
    directory.push(
      bytesOf(
        [4, 0x02014b50],
        [2, 20],
        ...about,
        [2, name.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, offset],
      ),
      name,
    );
    offset += LOCAL_HEADER_BYTES + name.length + entry.packed;
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  yield* directory;
  const count = entries.length;
  yield bytesOf(
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, length],
    [4, offset],
    [2, 0],
  );
}

/** A number and how many bytes it takes, the lowest first. */
type Field = readonly [bytes: 2 | 4, value: number];

/** What the header of a file and its line in the directory have in common. */
function fieldsOf({ crc, packed, size }: ZipEntry, madeAt: Date): Field[] {
  const time =
    (madeAt.getUTCHours() << 11) | (madeAt.getUTCMinutes() << 5) | (madeAt.getUTCSeconds() >> 1);
  const day =
    ((madeAt.getUTCFullYear() - 1980) << 9) |
    ((madeAt.getUTCMonth() + 1) << 5) |
    madeAt.getUTCDate();
  // Version 2.0, no flags, deflate.
  return [
    [2, 20],
    [2, 0],
    [2, 8],
    [2, time],
    [2, day],
    [4, crc],
    [4, packed],
    [4, size],
  ];
}

function bytesOf(...fields: readonly Field[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of fields) {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(view.buffer);
}
