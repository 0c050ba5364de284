import { until } from '../support/until'

/** What we use of the WebSocket that Node has, behind a flag in version 20, which `scripts/bench.mjs` sets. */
interface Socket {
  onopen: (() => void) | null
  onerror: (() => void) | null
  onmessage: ((event: { readonly data: unknown }) => void) | null
  send(text: string): void
  close(): void
}
type SocketMaker = new (address: string) => Socket

/**
 * Evaluate an expression in the one page of a running Electron until it gives something else than null. Spoken by hand,
 * because Playwright connects to a running browser only, and its own launcher would be part of what is measured.
 */
export async function evaluateIn(host: string, expression: string): Promise<unknown> {
  const address = await until(() => pageAddress(host), 'the window is there')
  const { WebSocket } = globalThis as unknown as { WebSocket: SocketMaker }
  const socket = new WebSocket(address)
  await new Promise<void>((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = () => reject(new Error('The window does not answer.'))
  })
  try {
    return await until(() => ask(socket, expression), 'the page answers')
  } finally {
    socket.close()
  }
}

async function pageAddress(host: string): Promise<string | undefined> {
  const targets = (await (await fetch(`http://${host}/json/list`)).json()) as {
    readonly type: string
    readonly webSocketDebuggerUrl: string
  }[]
  return targets.find(target => target.type === 'page')?.webSocketDebuggerUrl
}

function ask(socket: Socket, expression: string): Promise<unknown> {
  return new Promise(resolve => {
    socket.onmessage = ({ data }) => {
      const reply = JSON.parse(String(data)) as { result?: { result?: { value?: unknown } } }
      resolve(reply.result?.result?.value)
    }
    socket.send(
      JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression, returnByValue: true } })
    )
  })
}
