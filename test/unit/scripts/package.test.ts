import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { modulesFor, requiredIn } from '../../../scripts/package/modules.mjs'

it('takes along what the build left outside, and all that it depends on, each from where Node would take it', () => {
  const packages = {
    'node_modules/store': { dependencies: { driver: '5', debug: '4' } },
    'node_modules/store/node_modules/driver': { dependencies: { bson: '5' } },
    'node_modules/driver': { dependencies: { bson: '7' } },
    'node_modules/bson': {},
    'node_modules/store/node_modules/bson': {},
    'node_modules/debug': { dependencies: { store: '1' } },
    'node_modules/unused': {}
  }
  expect(modulesFor(['store'], packages)).toEqual([
    'node_modules/debug',
    'node_modules/store',
    'node_modules/store/node_modules/bson',
    'node_modules/store/node_modules/driver'
  ])
  expect(() => modulesFor(['absent'], packages)).toThrow('package-lock.json has no absent')
})

it('knows what built code requires by the packages that are declared as needed', () => {
  const texts = [
    'const a = require("mongodb"); require("mongodb/lib/cmap/commands")',
    "require('@scope/part/file'); require('node:fs'); require('./chunks/mongodb-old.js'); require('electron')"
  ]
  expect(requiredIn(texts, ['mongodb', '@scope/part', 'electron-log'])).toEqual(['@scope/part', 'mongodb'])
})

it('packs the store libraries each with its own driver', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const modules = modulesFor(['connect-mongodb-session', 'mongodb'], packages)
  expect(modules).toContain('node_modules/mongodb')
  expect(modules).toContain('node_modules/connect-mongodb-session/node_modules/mongodb')
  expect(modules.filter(path => path.includes('@aws-sdk'))).toEqual([])
})
