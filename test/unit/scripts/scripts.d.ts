/** The scripts are plain JavaScript, because they run before there is a compiler; this is what their tests use. */
type Counts = { passed: number; failed: number; skipped: number }

declare module '*/scripts/reports.mjs' {
  export function countVitest(report: object): Counts
  export function countPlaywright(report: object): Counts
  export function countReports(
    files: readonly string[],
    count: (report: object) => Counts,
    isOk: boolean
  ): Promise<Counts>
  export function sumOf(counts: readonly Counts[]): Counts
}

declare module '*/scripts/limits.mjs' {
  export function findTrouble(path: string, text: string): string[]
}

declare module '*/scripts/setup/packages.mjs' {
  type Package = { version?: string; optional?: boolean; link?: boolean }
  export function isInstalled(wanted: Record<string, Package>, installed: Record<string, Package>): boolean
}

declare module '*/scripts/setup/cache.mjs' {
  type Refusals = { refusals?: Record<string, { at: number; reason: string }> }
  export function isRefused(runtime: Refusals, what: string, now: number): boolean
  export function withRefusal(runtime: Refusals, what: string, reason: string, now: number): Refusals
}

declare module '*/scripts/setup/libraries.mjs' {
  export function missingIn(listing: string): string[]
}

declare module '*/scripts/setup/database.mjs' {
  export function versionIn(output: string): string
}

declare module '*/scripts/setup/say.mjs' {
  export function lastWords(output: string): string
}

declare module '*/scripts/package/fuses.mjs' {
  export function readFuses(program: string): Promise<{ fuses: Record<string, boolean>; wrong: string[] }>
}

declare module '*/scripts/package/modules.mjs' {
  type Locked = { dependencies?: Record<string, string> }
  export function modulesFor(names: readonly string[], packages: Record<string, Locked>): string[]
  export function requiredIn(texts: readonly string[], declared: readonly string[]): string[]
}
