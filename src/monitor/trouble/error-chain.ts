/** An error with the fields that Node, TLS and the driver put on theirs. */
export interface Named {
  readonly name: string
  readonly message: string
  readonly code: unknown
  /** Whom a certificate that was refused is for, as it says. */
  readonly certified?: string
}

function named(error: unknown): Named {
  if (typeof error !== 'object' || error === null)
    return { name: '', message: String(error), code: undefined }
  const message: unknown = Reflect.get(error, 'message')
  const certificate: unknown = Reflect.get(error, 'cert')
  const isRefused = typeof certificate === 'object' && certificate !== null
  return {
    name: String(Reflect.get(error, 'name') ?? ''),
    message: typeof message === 'string' ? message : '',
    code: Reflect.get(error, 'code'),
    ...(isRefused ? { certified: String(Reflect.get(certificate, 'subjectaltname') ?? '') } : {})
  }
}

/** The error and what caused it, outermost first. */
export function chainOf(error: unknown): readonly Named[] {
  const chain: Named[] = []
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(named(at))
  return chain.length === 0 ? [named(error)] : chain
}

/** Names, codes and messages of a chain, to look for patterns in. */
export const textOf = (chain: readonly Named[]): string =>
  chain.map(e => `${e.name} ${String(e.code)} ${e.message} ${e.certified ?? ''}`).join('\n')
