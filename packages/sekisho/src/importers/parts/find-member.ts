/** Finds a member of an object whose keys are foreign: what every object inherits is none of them. */
export function findMember<Value>(
  record: Readonly<Record<string, Value>> | null | undefined,
  key: string,
): Value | undefined {
  return record !== null && record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
