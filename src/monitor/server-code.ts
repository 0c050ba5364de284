/** The number that a server gave an error by; undefined for any other error. */
export function serverCodeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined
}

/** 26 NamespaceNotFound, 43 CursorNotFound, 175 QueryPlanKilled. */
const dropped = new Set<unknown>([26, 43, 175])

/** Whether the collection was dropped while it was read. */
export const isDropped = (error: unknown): boolean => dropped.has(serverCodeOf(error))
