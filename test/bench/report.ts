import { cpus, loadavg } from 'node:os'
import type { EmbeddedDatabase } from '../../src/demo/embedded-database'
import { readRuntime } from '../../src/demo/runtime'
import { type Figure, rounded, type Spread } from './figure'
import type { Options } from './options'

/** One run, as it is printed and kept. */
export interface Report {
  readonly at: string
  readonly seed: number
  readonly sessions: number
  readonly machine: Readonly<Record<string, unknown>>
  /** The same piece of work before, between and after the figures, ms. */
  readonly noise: readonly { readonly when: string; readonly workMs: Spread; readonly load: number }[]
  /** Inserts per second that the server took. */
  readonly filled: Readonly<Record<string, number>>
  readonly figures: readonly Figure[]
  /** Figures that could not be measured, and why. */
  readonly broken: Readonly<Record<string, string>>
  readonly tookSeconds: number
}

/** What the run was made on; nothing that names a person or a place. */
export function describeMachine(database: EmbeddedDatabase): Report['machine'] {
  return {
    processors: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    electron: readRuntime().electron?.version ?? null,
    database: `${database.kind} ${database.version}`
  }
}

/** How many processes want a processor, averaged over the last minute. */
export function loadNow(): number {
  return rounded(loadavg()[0] ?? 0)
}

/** The run as a table for people: a figure a block, its peer under it, its promises beside it. */
export function tableOf(report: Report): string {
  const head = ['', 'unit', 'p50', 'p99', 'n']
  const rows = report.figures.flatMap(figure => [
    [figure.says, figure.unit, ...cellsOf(figure.ours)],
    [`  peer: ${figure.peer.says}`, '', ...cellsOf(figure.peer.spread)],
    ...figure.musts.map(must => [`  ${must.isMet ? '✓' : '✗'} ${must.says}: ${must.reached}`, '', '', '', ''])
  ])
  const noise = report.noise.map(({ when, workMs, load }) => [
    `noise ${when} (load ${load})`,
    'ms',
    ...cellsOf(workMs)
  ])
  const broken = Object.entries(report.broken).map(([name, why]) => [`✗ ${name}: ${why}`, '', '', '', ''])
  return alignColumns([head, ...rows, ...broken, ...noise])
}

const cellsOf = ({ p50, p99, n }: Spread) => [p50, p99, n].map(value => value.toLocaleString('en'))

function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3, 4].map(i => Math.max(...rows.map(row => row[i]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ')
  return rows.map(row => line(row).trimEnd()).join('\n')
}

/** Whether everything was measured and every promise kept. */
export function isAllMet({ figures, broken }: Pick<Report, 'figures' | 'broken'>): boolean {
  return Object.keys(broken).length === 0 && figures.every(f => f.musts.every(must => must.isMet))
}

/** What is known before the first figure. */
export function beginReport(database: EmbeddedDatabase, { seed, sessions }: Options) {
  return { at: new Date().toISOString(), seed, sessions, machine: describeMachine(database) }
}
