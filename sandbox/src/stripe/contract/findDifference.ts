import { isRecord } from "../http/isRecord.ts";

/** Where an answer lacks what is expected of it; undefined where it has all of it. */
export function findDifference(
  actual: unknown,
  expected: unknown,
  path = "the answer",
): string | undefined {
  if (expected === undefined) return undefined;
  if (expected instanceof RegExp) {
    const fits = typeof actual === "string" && expected.test(actual);
    return fits ? undefined : `${path} is ${JSON.stringify(actual)}, not like ${String(expected)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) {
      return `${path} is ${JSON.stringify(actual)}, not ${expected.length} items`;
    }
    return firstOf(expected.entries(), ([index, item]) =>
      findDifference(actual[index], item, `${path}[${index}]`),
    );
  }
  if (isRecord(expected)) {
    if (!isRecord(actual)) return `${path} is ${JSON.stringify(actual)}, no object`;
    return firstOf(Object.entries(expected), ([key, value]) =>
      findDifference(actual[key], value, `${path}.${key}`),
    );
  }
  return Object.is(actual, expected)
    ? undefined
    : `${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`;
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
