import type { ElectronApplication } from '@playwright/test'
import type { Spread } from './figure'

const RESOLUTION_MS = 10

interface Histogram {
  enable(): void
  disable(): void
  readonly min: number
  readonly max: number
  readonly count: number
  percentile(p: number): number
}

/** Node's own modules inside the app's main process, where only Electron's are given. */
interface MainModule {
  require(name: 'node:perf_hooks'): { monitorEventLoopDelay(o: { resolution: number }): Histogram }
  require(name: 'node:v8'): { setFlagsFromString(flags: string): void }
  require(name: 'node:vm'): { runInNewContext(code: string): () => void }
}

/** How late the app's main process came to its next task while `work` went on, ms beyond the 10 ms it looks after. */
export async function delayDuring<T>(
  app: ElectronApplication,
  work: () => Promise<T>
): Promise<{ readonly answer: T; readonly delayMs: Spread }> {
  await app.evaluate((_, resolution) => {
    const { mainModule } = process as unknown as { mainModule: MainModule }
    const histogram = mainModule.require('node:perf_hooks').monitorEventLoopDelay({ resolution })
    Object.assign(globalThis, { benchDelay: histogram })
    histogram.enable()
  }, RESOLUTION_MS)
  const answer = await work()
  const delayMs = await app.evaluate((_, resolution) => {
    const { benchDelay } = globalThis as unknown as { benchDelay: Histogram }
    benchDelay.disable()
    const ms = (ns: number) => Math.max(0, Math.round(ns / 10_000) / 100 - resolution)
    return {
      n: benchDelay.count,
      min: ms(benchDelay.min),
      p50: ms(benchDelay.percentile(50)),
      p99: ms(benchDelay.percentile(99)),
      max: ms(benchDelay.max)
    }
  }, RESOLUTION_MS)
  return { answer, delayMs }
}

/** Heap and array buffers of the app's main process after a full collection. */
export function heapBytesOf(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => {
    const { mainModule } = process as unknown as { mainModule: MainModule }
    mainModule.require('node:v8').setFlagsFromString('--expose-gc')
    const collect = mainModule.require('node:vm').runInNewContext('gc')
    for (let i = 0; i < 3; i += 1) collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  })
}
