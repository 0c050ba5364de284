import { spawn } from 'node:child_process'
import { cp, mkdir, readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EJSON } from 'bson'
import { MongoClient } from 'mongodb'
import { runnerImport } from 'vite'
import { root } from './build.mjs'

const SOURCE = join(root, 'test/fixtures/record')
const TARGET = join(root, 'test/fixtures/recorded')
const MARK = 'RECORDED '

/** What Debian packages, where there is no registry for a language. */
const INSTALL = ['xargs', '-a', 'debian.txt', 'apt-get', 'install', '-y', '-qq', '--no-install-recommends']

/** How a recording's libraries are fetched into its temporary folder, and how it is run, by the manifest it has. */
const KINDS = [
  {
    manifest: 'package.json',
    fetch: [['npm', 'install', '--no-package-lock', '--no-audit', '--no-fund']],
    run: [process.execPath, 'record.mjs']
  },
  {
    manifest: 'requirements.txt',
    fetch: [
      ['python3', '-m', 'venv', 'env'],
      ['env/bin/pip', 'install', '--quiet', '-r', 'requirements.txt']
    ],
    run: ['env/bin/python', 'record.py']
  },
  { manifest: 'go.mod', fetch: [['go', 'mod', 'tidy']], run: ['go', 'run', '.'] },
  { manifest: 'Cargo.toml', fetch: [], run: ['cargo', 'run', '--quiet'] },
  { manifest: 'record.php', fetch: [INSTALL], run: ['php', '-d', 'display_errors=stderr', 'record.php'] },
  { manifest: 'record.rb', fetch: [INSTALL], run: ['ruby', 'record.rb'] },
  { manifest: 'pom.xml', fetch: [], run: ['mvn', '--quiet', '--batch-mode', 'compile', 'exec:java'] }
]

/**
 * `npm run record -- [name …]`: has the real libraries write sessions into a server of our own, and keeps documents,
 * indexes and truth as `test/fixtures/recorded/<name>.json`. Without a name, all of them.
 */
async function record(names) {
  const all = (await readdir(SOURCE, { withFileTypes: true })).filter(e => e.isDirectory()).map(e => e.name)
  const unknown = names.find(name => !all.includes(name))
  if (unknown !== undefined)
    throw new Error(`There is no recording “${unknown}”: there are ${all.join(', ')}.`)
  const { module } = await runnerImport(join(root, 'src/demo/embedded-database.ts'))
  const server = await module.startDatabase()
  const client = new MongoClient(server.uri)
  try {
    await mkdir(TARGET, { recursive: true })
    for (const name of names.length > 0 ? names : all) await recordOne(name, server, client)
  } finally {
    await client.close()
    await server.stop()
  }
}

async function recordOne(name, server, client) {
  const folder = join(tmpdir(), 'sextant-record', name)
  await cp(join(SOURCE, name), folder, { recursive: true })
  for (const shared of ['recording.mjs', 'express-shop.mjs'])
    await cp(join(SOURCE, shared), join(folder, shared))
  const files = await readdir(folder)
  const kind = KINDS.find(({ manifest }) => files.includes(manifest))
  if (kind === undefined) throw new Error(`${name}: no manifest that says what to fetch.`)
  for (const words of kind.fetch) await run(words, folder, {})
  const database = `record_${name.replaceAll(/\W/g, '_')}`
  await client.db(database).dropDatabase()
  const output = await run(kind.run, folder, { RECORD_URI: server.uri, RECORD_DATABASE: database })
  const line = output.split('\n').findLast(text => text.startsWith(MARK))
  if (line === undefined) throw new Error(`${name}: nothing was recorded.`)
  for (const told of JSON.parse(line.slice(MARK.length))) await keep(told, client.db(database), server)
}

/** Documents and indexes as they lie in the server; beside them what the script knows, never the other way round. */
async function keep({ name, collection, ...told }, db, server) {
  const raw = { promoteValues: false }
  const documents = await db.collection(collection, raw).find().sort({ _id: 1 }).toArray()
  const indexes = await db.collection(collection).listIndexes().toArray()
  const facts = { ...told, collection, server: `${server.kind} ${server.version}`, recordedAt: Date.now() }
  const text = EJSON.stringify({ ...facts, indexes, documents }, undefined, 2, { relaxed: false })
  await writeFile(join(TARGET, `${name}.json`), `${text}\n`)
  process.stderr.write(`${name}: ${documents.length} documents, ${indexes.length} indexes\n`)
}

function run([command, ...words], cwd, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, words, { cwd, env: { ...process.env, ...env } })
    let output = ''
    child.stdout.on('data', data => {
      output += String(data)
    })
    child.stderr.pipe(process.stderr)
    child.once('error', reject)
    child.once('close', code => {
      if (code === 0) resolve(output)
      else reject(new Error(`${command} ${words.join(' ')} ended with ${code}.\n${output}`))
    })
  })
}

record(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
})
