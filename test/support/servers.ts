import type { TestProject } from 'vitest/node'
import { type EmbeddedDatabase, startDatabase } from '../../src/demo/embedded-database'

declare module 'vitest' {
  export interface ProvidedContext {
    /** A server whose change streams work: `SEXTANT_TEST_URI`, else one of our own. */
    replicaSetUri: string
    /** A server that refuses change streams. */
    standaloneUri: string
  }
}

const started: EmbeddedDatabase[] = []

/** Once per test run: the two kinds of server that a store may live on. */
export async function setup(project: TestProject): Promise<void> {
  const named = process.env.SEXTANT_TEST_URI
  try {
    const own = await Promise.all([
      startDatabase({ isStandalone: true }),
      ...(named ? [] : [startDatabase()])
    ])
    started.push(...own)
    project.provide('standaloneUri', own[0].uri)
    project.provide('replicaSetUri', named ?? own[1]?.uri ?? '')
  } catch (error) {
    await teardown()
    throw error
  }
}

/** Stop what `setup` started, and nothing else. */
export async function teardown(): Promise<void> {
  await Promise.all(started.splice(0).map(server => server.stop()))
}
