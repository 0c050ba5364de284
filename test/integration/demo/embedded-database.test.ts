import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { MongoClient, type MongoError } from 'mongodb'
import { build } from 'vite'
import { afterAll, afterEach, expect, inject, it, vi } from 'vitest'
import { type EmbeddedDatabase, startDatabase } from '../../../src/demo/embedded-database'
import { databaseAtHand } from '../../../src/demo/runtime'
import { isRunning } from '../../support/is-running'

const started: EmbeddedDatabase[] = []
const folders: string[] = []

async function aServer(options: Parameters<typeof startDatabase>[0] = {}): Promise<EmbeddedDatabase> {
  const server = await startDatabase(options)
  started.push(server)
  return server
}

async function aFolder(parent = tmpdir()): Promise<string> {
  const folder = await mkdtemp(join(parent, 'sextant-test-'))
  folders.push(folder)
  return folder
}

async function using<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 })
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}

afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(started.splice(0).map(server => server.stop()))
})

afterAll(() => Promise.all(folders.map(folder => rm(folder, { recursive: true, force: true }))))

it('gives a replica set whose change streams work, and a standalone whose do not', async () => {
  const opening = (uri: string) =>
    using(uri, async client => {
      const stream = client.db('shop').collection('sessions').watch()
      const first = stream.tryNext()
      await first.finally(() => stream.close())
    })
  await expect(opening(inject('replicaSetUri'))).resolves.toBeUndefined()
  await expect(opening(inject('standaloneUri'))).rejects.toMatchObject({ code: 40573 })
})

it('listens on this machine only', async () => {
  const { port } = await aServer({ isStandalone: true })
  const other = createServer()
  // Another loopback address is free on that port unless the server listens on all of them.
  await new Promise<void>((done, fail) => {
    other.once('error', fail)
    other.listen(port, '127.0.0.2', done)
  })
  await new Promise(done => other.close(done))
})

it('takes its temporary data with it when it stops', async () => {
  const server = await aServer({ isStandalone: true })
  await using(server.uri, client => client.db('shop').collection('sessions').insertOne({ name: 'ann' }))
  expect(await readdir(server.storagePath)).not.toEqual([])
  await server.stop()
  expect(existsSync(server.storagePath)).toBe(false)
  expect(isRunning(server.pid)).toBe(false)
})

it('comes back with what was journaled, on the same port, after it was killed', async () => {
  const storagePath = await aFolder()
  const sessions = (client: MongoClient) => client.db('shop').collection('sessions')
  const first = await aServer({ storagePath })
  await using(first.uri, client => sessions(client).insertOne({ name: 'ann' }, { writeConcern: { j: true } }))
  await first.kill()
  expect(isRunning(first.pid)).toBe(false)
  const second = await aServer({ storagePath, port: first.port })
  expect(second.uri).toBe(first.uri)
  expect(await using(second.uri, client => sessions(client).distinct('name'))).toEqual(['ann'])
})

it('asks for a password once it is told to', async () => {
  const storagePath = await aFolder()
  const open = await aServer({ storagePath, isStandalone: true })
  await using(open.uri, client =>
    client.db('admin').command({ createUser: 'ann', pwd: 'secret', roles: ['root'] })
  )
  await open.stop()
  const { port } = await aServer({ storagePath, isStandalone: true, isAuth: true })
  const count = (client: MongoClient) => client.db('shop').collection('sessions').countDocuments()
  await expect(using(`mongodb://ann:secret@127.0.0.1:${port}/?authSource=admin`, count)).resolves.toBe(0)
  const refusal = (error: MongoError) => error.code
  expect(await using(`mongodb://ann:wrong@127.0.0.1:${port}/?authSource=admin`, count).catch(refusal)).toBe(
    18
  )
})

it('says what to do when set-up has not run', async () => {
  vi.stubEnv('SEXTANT_RUNTIME', join(await aFolder(), 'runtime.json'))
  vi.stubEnv('PATH', await aFolder())
  await expect(startDatabase()).rejects.toThrow('run "npm run setup"')
})

it('is a mongod on the PATH where set-up has not run, as for a packaged app', async () => {
  const folder = await aFolder()
  const env = { SEXTANT_RUNTIME: join(folder, 'runtime.json'), PATH: [folder, '/nowhere'].join(delimiter) }
  expect(databaseAtHand(env)).toBeNull()
  await writeFile(join(folder, 'mongod'), '')
  expect(databaseAtHand(env)).toMatchObject({ kind: 'mongod', command: join(folder, 'mongod') })
})

it('says so when its port is taken', async () => {
  const { port } = await aServer({ isStandalone: true })
  await expect(startDatabase({ isStandalone: true, port })).rejects.toThrow(`Port ${port} is taken`)
})

it('is gone, data and all, soon after its owner was killed', async () => {
  const { owner, pid, storagePath } = await anOwner()
  expect(isRunning(pid)).toBe(true)
  owner.kill('SIGKILL')
  await vi.waitFor(() => expect([isRunning(pid), existsSync(storagePath)]).toEqual([false, false]), {
    timeout: 10_000,
    interval: 50
  })
})

/** Another process that starts a server and then waits for us to end; its code is this product's own, built as the demo is. */
async function anOwner(): Promise<{ owner: ChildProcess; pid: number; storagePath: string }> {
  // Inside node_modules, so that the built file finds the driver.
  const outDir = await aFolder(resolve('node_modules'))
  const entry = resolve('src/demo/embedded-database.ts')
  await build({
    configFile: false,
    logLevel: 'silent',
    build: { ssr: entry, outDir, rollupOptions: { output: { format: 'cjs', entryFileNames: 'owner.js' } } }
  })
  const program = `
    require(${JSON.stringify(join(outDir, 'owner.js'))}).startDatabase({ isStandalone: true })
      .then(({ pid, storagePath }) => console.log(JSON.stringify({ pid, storagePath })))
    process.stdin.once('close', () => process.exit()).resume()`
  const owner = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  for await (const line of createInterface(owner.stdout)) return { owner, ...JSON.parse(line) }
  throw new Error('The owner ended early.')
}
