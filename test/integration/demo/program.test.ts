import { type ChildProcess, fork, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, expect, inject, it, vi } from 'vitest'
import type { DemoMessage } from '../../../src/demo/parent'
import { buildProgram } from '../../support/build-program'
import { createShopClient } from '../../support/shop-client'

type Ready = Extract<DemoMessage, { kind: 'ready' }>

let program: { readonly path: string; remove(): Promise<void> }
let temp: string
const children: ChildProcess[] = []
const database = `demo_${randomUUID().slice(0, 8)}`

beforeAll(async () => {
  program = await buildProgram('src/demo')
  temp = await mkdtemp(join(tmpdir(), 'sextant-demo-test-'))
})

afterEach(async () => {
  for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL')
})

afterAll(async () => {
  await program.remove()
  await rm(temp, { recursive: true, force: true })
  const client = await MongoClient.connect(inject('replicaSetUri'))
  await client.db(database).dropDatabase()
  await client.close()
})

/** The test server's address with the test's own database in it. */
function ownUri(): string {
  const uri = new URL(inject('replicaSetUri'))
  uri.pathname = `/${database}`
  return uri.href
}

function startDemo(args: readonly string[]): ChildProcess {
  const child = fork(program.path, args, { stdio: 'ignore', env: { ...process.env, TMPDIR: temp } })
  children.push(child)
  return child
}

async function messageOf<K extends DemoMessage['kind']>(
  child: ChildProcess,
  kind: K
): Promise<Extract<DemoMessage, { kind: K }>> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [DemoMessage]
    if (message.kind === kind) return message as Extract<DemoMessage, { kind: K }>
    if (message.kind === 'failed') throw new Error(message.message)
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

async function isAnswering(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url)
  return fetch(`http://${hostname}:${port}`).then(
    () => true,
    error => (error as { cause?: { code?: string } }).cause?.code !== 'ECONNREFUSED'
  )
}

it.each([['--quiet'], ['--shoppers', '40']])(
  'opens a shop, says where, and ends when told to (%s)',
  async (...words) => {
    const child = startDemo(['--uri', ownUri(), ...words])
    const ready = await messageOf(child, 'ready')
    expect(ready.ns).toBe(`${database}.sessions`)
    expect((await createShopClient(ready.shopUrl).signIn('ann@shop.io')).status).toBe(303)
    child.send({ kind: 'stop' })
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await isAnswering(ready.shopUrl)).toBe(false)
  }
)

it('ends with 0 on SIGTERM, even while a browser holds a connection open', async () => {
  const child = startDemo(['--uri', ownUri(), '--quiet'])
  const { shopUrl } = await messageOf(child, 'ready')
  await (await fetch(shopUrl)).text()
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([0, null])
})

it('fills with guests and people who are signed in', async () => {
  const child = startDemo(['--uri', ownUri(), '--shoppers', '60', '--seed', '1'])
  await messageOf(child, 'ready')
  const client = await MongoClient.connect(ownUri())
  const sessions = client.db().collection('sessions')
  await vi.waitUntil(
    async () =>
      (await sessions.countDocuments({ 'session.isLoggedIn': true, 'session.user.email': /@shop\.io$/ })) >=
        14 && (await sessions.countDocuments({ 'session.isLoggedIn': { $exists: false } })) >= 35,
    { timeout: 30_000, interval: 100 }
  )
  await client.close()
})

it('says in a sentence why it cannot start', async () => {
  const nobody = startDemo(['--uri', 'mongodb://ann:s3cret@127.0.0.1:1/shop', '--quiet'])
  const [failure, [code]] = await Promise.all([messageFailed(nobody), once(nobody, 'exit')])
  expect(failure.message).toContain('cannot keep its sessions in this database')
  expect(JSON.stringify(failure)).not.toContain('s3cret')
  expect(code).toBe(3)

  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? String(address?.port) : ''
  const taken = startDemo(['--uri', ownUri(), '--quiet', '--port', port])
  expect((await messageFailed(taken)).message).toBe(`Port ${port} is taken.`)
  other.close()
})

it('ends by itself, database, folder and all, when its parent is killed', async () => {
  const script = `
    const demo = require('node:child_process').fork(process.argv[1], ['--shoppers', '30'], { stdio: 'ignore' })
    demo.on('message', message => console.log(JSON.stringify({ ...message, pid: demo.pid })))`
  const parent = spawn(process.execPath, ['-e', script, program.path], {
    env: { ...process.env, TMPDIR: temp },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  children.push(parent)
  const ready = await readyLine(parent)
  expect(await isAnswering(ready.shopUrl)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitUntil(() => !isRunning(ready.pid), { timeout: 20_000 })
  expect(await isAnswering(ready.shopUrl)).toBe(false)
  expect(await isAnswering(ready.uri)).toBe(false)
  expect(await readdir(temp)).toEqual([])
})

async function messageFailed(child: ChildProcess): Promise<Extract<DemoMessage, { kind: 'failed' }>> {
  for (;;) {
    const [message] = (await once(child, 'message')) as [DemoMessage]
    if (message.kind === 'failed') return message
  }
}

async function readyLine(parent: ChildProcess): Promise<Ready & { readonly pid: number }> {
  let text = ''
  for await (const chunk of parent.stdout ?? []) {
    text += String(chunk)
    const line = text
      .split('\n')
      .find(candidate => candidate.includes('"kind":"ready"') && candidate.endsWith('}'))
    if (line !== undefined) return JSON.parse(line)
  }
  throw new Error('The demo ended before it was ready.')
}
