/** What can go wrong in ways a person can act on. */
export const faultCodes = [
  'bad-request',
  'bad-uri',
  'unreachable',
  'wrong-password',
  'no-rights',
  'no-collection',
  'not-a-store',
  'not-connected',
  'lost',
  'gone',
  'read-only',
  'demo-failed',
  'cancelled',
  'internal'
] as const
export type FaultCode = (typeof faultCodes)[number]

/** A change to the connection string that mends it: options by name, null takes one out. `label` is the button's. */
export interface Mend {
  readonly label: string
  readonly options: Readonly<Record<string, string | null>>
}

/** An expected failure as a value: a sentence that says what happened, a hint that says what to do. No secrets. */
export interface Fault {
  readonly code: FaultCode
  readonly message: string
  readonly hint: string | null
  /** The driver's own text, redacted, for "Show details"; null when there is none. */
  readonly details: string | null
  /** Where the string can be mended by itself. */
  readonly mend?: Mend
}

/** What crosses a process instead of an exception. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: Fault }

/** Build a fault; hint and details are null unless given. */
export function fault(
  code: FaultCode,
  message: string,
  hint: string | null = null,
  details: string | null = null
): Fault {
  return { code, message, hint, details }
}

/** A fault on its way up inside one process; across a border it becomes an `Outcome`. */
export class FaultError extends Error {
  readonly fault: Fault

  constructor(cause: Fault, options?: ErrorOptions) {
    super(cause.message, options)
    this.name = 'FaultError'
    this.fault = cause
  }
}

/** All that the screen is told of a bug: the log has the rest. */
export const internalFault: Fault = fault(
  'internal',
  'Sextant ran into a fault of its own. What was on screen is kept.',
  'Try again; if it stays, the log file says more (Help, Show log).'
)

/** Close a union: a new kind that is not handled does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled kind: ${JSON.stringify(value)}`)
}
