import { type UtilityProcess, utilityProcess } from 'electron'
import { z } from 'zod'
import type { DemoState } from '../shared/domain/connection'
import { assertNever, FaultError, fault } from '../shared/fault'

/** What the demo program says over its channel; it is another program, so what it says is checked. */
const message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), text: z.string().max(500) }),
  z.object({
    kind: z.literal('ready'),
    shopUrl: z.string().max(500),
    uri: z.string().max(2000),
    ns: z.string().max(400)
  }),
  z.object({ kind: z.literal('failed'), message: z.string().max(2000), hint: z.string().max(2000).nullish() })
])

/** The bundled demo: a program of its own that stops when its channel to this one closes, however that happens. */
export interface DemoProcess {
  readonly state: DemoState
  /** Resolves once it runs; a demo that runs already is answered with at once. Rejects with a `FaultError`. */
  start(): Promise<Extract<DemoState, { kind: 'running' }>>
  stop(): Promise<void>
}

/**
 * What the demo is started with. `script` is the built program, run in a utility process: a packaged app cannot be run as
 * plain Node, and a script inside its archive only Electron finds.
 */
export interface DemoParts {
  readonly script: string
  readonly args: readonly string[]
  readonly onState: (state: DemoState) => void
  readonly onOutput: (line: string) => void
}

type Running = Extract<DemoState, { kind: 'running' }>

/** How a start ends, one way or the other. */
interface Start {
  readonly resolve: (running: Running) => void
  readonly reject: (error: FaultError) => void
}

/** A demo that is not running yet. */
export function createDemoProcess(parts: DemoParts): DemoProcess {
  let state: DemoState = { kind: 'off' }
  let child: UtilityProcess | null = null
  let isStopping = false
  let starting: Promise<Running> | null = null

  function become(next: DemoState): void {
    state = next
    parts.onState(next)
  }

  function fail({ reject }: Start, text: string, hint: string | null): void {
    const cause = fault('demo-failed', text, hint)
    become({ kind: 'failed', fault: cause })
    reject(new FaultError(cause))
  }

  function takeMessage(start: Start, raw: unknown): void {
    const said = message.safeParse(raw)
    if (!said.success) return
    switch (said.data.kind) {
      case 'step':
        become({ kind: 'starting', step: said.data.text })
        break
      case 'ready': {
        const running = { ...said.data, kind: 'running' as const }
        become(running)
        start.resolve(running)
        break
      }
      case 'failed':
        fail(start, said.data.message, said.data.hint ?? null)
        break
      default:
        assertNever(said.data)
    }
  }

  function takeExit(start: Start, code: number): void {
    child = null
    if (state.kind === 'running') become({ kind: 'off' })
    if (state.kind !== 'starting') return
    if (isStopping) {
      become({ kind: 'off' })
      start.reject(new FaultError(fault('cancelled', 'Starting the demo was cancelled.')))
    } else {
      fail(
        start,
        `The demo ended before it was ready (code ${code}).`,
        'Run "npm run demo" to see what it says.'
      )
    }
  }

  function launch(): Promise<Running> {
    become({ kind: 'starting', step: 'Starting the demo' })
    isStopping = false
    const started = utilityProcess.fork(parts.script, [...parts.args], {
      serviceName: 'Sextant demo',
      stdio: ['ignore', 'pipe', 'pipe']
    })
    child = started
    started.stdout?.on('data', (data: Buffer) => parts.onOutput(data.toString()))
    started.stderr?.on('data', (data: Buffer) => parts.onOutput(data.toString()))
    return new Promise((resolve, reject) => {
      const start = { resolve, reject }
      started.on('message', raw => takeMessage(start, raw))
      started.once('exit', code => takeExit(start, code))
    })
  }

  return {
    get state() {
      return state
    },
    start() {
      if (state.kind === 'running') return Promise.resolve(state)
      starting ??= launch().finally(() => {
        starting = null
      })
      return starting
    },
    async stop() {
      const running = child
      if (!running) return
      isStopping = true
      const ended = new Promise<void>(resolve => running.once('exit', () => resolve()))
      running.postMessage({ kind: 'stop' })
      await ended
    }
  }
}
