import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils } from 'ssh2'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connect } from '../../../src/monitor/connection'
import { openTunnel } from '../../../src/monitor/tunnel'
import type { Secrets, SshTunnel } from '../../../src/shared/domain/saved-connection'
import { faultIn } from '../../support/fault-in'
import { startSshServer, type TestSshServer } from '../../support/ssh-server'
import { until } from '../../support/until'

const PASSWORD = 'tunn3l@:/c4n4ry'
const PASSPHRASE = 'k3y-c4n4ry'
const serverPort = Number(/:(\d+)/.exec(inject('replicaSetUri').replace('mongodb://', ''))?.[1])
/** A name that only the SSH server knows: what is reached by it went through there. */
const uri = 'mongodb://db.behind.ssh:27017/?directConnection=true'

const keys = utils.generateKeyPairSync('ecdsa', {
  bits: 256,
  passphrase: PASSPHRASE,
  cipher: 'aes256-cbc',
  rounds: 1
})
let folder = ''
let keyFile = ''
let server: TestSshServer

/** An SSH server, and the secrets for it. */
type Way = readonly [SshTunnel, Secrets]

const ssh = (part: Partial<SshTunnel> = {}): SshTunnel => ({
  host: '127.0.0.1',
  port: server.port,
  user: 'ann',
  identityFile: null,
  ...part
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-ssh-'))
  keyFile = join(folder, 'id')
  await writeFile(keyFile, keys.private, { mode: 0o600 })
  const user = { user: 'ann', password: PASSWORD, publicKey: keys.public }
  server = await startSshServer(user, { 'db.behind.ssh': serverPort })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

const open = ([tunnel, secrets]: Way) => connect({ uri, isReadOnly: true, ssh: tunnel, secrets })

describe('through an SSH server', () => {
  it.each([
    ['by password', () => [ssh(), { sshTunnelPassword: PASSWORD }] as Way],
    ['by private key', () => [ssh({ identityFile: keyFile }), { sshTunnelPassphrase: PASSPHRASE }] as Way]
  ])('a database is reached that only the other end knows (%s)', async (_, way) => {
    const connection = await open(way())
    expect(connection.label).toBe('db.behind.ssh:27017')
    expect((await connection.client.db('admin').command({ ping: 1 })).ok).toBe(1)
    expect(server.forwarded.at(-1)).toBe('db.behind.ssh:27017')
    expect(server.clients).toBe(1)
    await connection.close()
    await until(() => server.clients === 0, 'the tunnel goes with the connection')
  })

  it('goes on after the SSH connection has broken', async () => {
    const connection = await open([ssh(), { sshTunnelPassword: PASSWORD }])
    server.cut()
    const ping = () => connection.client.db('admin').command({ ping: 1 })
    await expect
      .poll(
        () =>
          ping().then(
            reply => reply.ok,
            () => 0
          ),
        { timeout: 30_000 }
      )
      .toBe(1)
    await connection.close()
  })

  it.each([
    [
      'a wrong password',
      () => [ssh(), { sshTunnelPassword: 'wr0ng-c4n4ry' }] as Way,
      'wrong-password',
      /does not let ann in/
    ],
    [
      'a wrong passphrase',
      () => [ssh({ identityFile: keyFile }), { sshTunnelPassphrase: 'wr0ng-c4n4ry' }] as Way,
      'wrong-password',
      /id does not open/
    ],
    [
      'no such key',
      () => [ssh({ identityFile: join(folder, 'none') }), {}] as Way,
      'bad-request',
      /none cannot be read/
    ],
    [
      'nobody there',
      () => [ssh({ port: 1 }), { sshTunnelPassword: PASSWORD }] as Way,
      'unreachable',
      /Nobody answers at the SSH server 127\.0\.0\.1:1/
    ],
    [
      'a name that nobody knows',
      () => [ssh({ host: 'no.such.host.invalid' }), {}] as Way,
      'unreachable',
      /no\.such\.host\.invalid/
    ]
  ])('%s is told apart, without a secret', async (_, way, code, says) => {
    const told = await faultIn(open(way()), [PASSWORD, PASSPHRASE, 'wr0ng-c4n4ry'])
    expect(told.code).toBe(code)
    expect(told.message).toMatch(says)
    await until(() => server.clients === 0, 'nothing is left open')
  })

  it('a database that is not there behind it is told as not there', async () => {
    const connecting = connect({
      uri: 'mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500',
      isReadOnly: true,
      ssh: ssh(),
      secrets: { sshTunnelPassword: PASSWORD }
    })
    expect((await faultIn(connecting, [PASSWORD])).code).toBe('unreachable')
    await until(() => server.clients === 0, 'nothing is left open')
  })
})

describe('through a SOCKS5 proxy', () => {
  it('a database is reached by the options of the string, and a wrong password is not let through', async () => {
    const tunnel = await openTunnel(ssh(), { sshTunnelPassword: PASSWORD })
    const { proxyHost, proxyPort, proxyUsername = '', proxyPassword = '' } = tunnel.options
    const through = (password: string) =>
      `${uri}&proxyHost=${proxyHost}&proxyPort=${proxyPort}&proxyUsername=${proxyUsername}&proxyPassword=${encodeURIComponent(password)}&serverSelectionTimeoutMS=1500`
    const connection = await connect({ uri: through(proxyPassword), isReadOnly: true })
    expect((await connection.client.db('admin').command({ ping: 1 })).ok).toBe(1)
    await connection.close()
    const told = await faultIn(connect({ uri: through('wr0ng-c4n4ry'), isReadOnly: true }), ['wr0ng-c4n4ry'])
    expect(told.code).toBe('unreachable')
    await tunnel.close()
  })
})
