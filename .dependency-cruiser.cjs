/** The fences between the rooms of STYLE, section 1: a picture of the architecture that fails the build. */
const room = (name, from, to, comment) => ({ name, severity: 'error', comment, from: { path: from }, to })

module.exports = {
  forbidden: [
    room('no-circular', '^src', { circular: true }, 'One direction, no back and forth.'),
    room(
      'shared-imports-nothing',
      '^src/shared',
      { pathNot: '^src/shared|node_modules/(zod|mongodb-connection-string-url)' },
      'Any process may import shared, so shared may import nothing but zod and what takes connection strings apart.'
    ),
    room(
      'monitor-knows-no-electron',
      '^src/monitor',
      { path: ['^src/(main|renderer|preload|cli|demo)', 'node_modules/electron', '^electron$'] },
      'The engine runs in the app, the tests, the bench and the terminal.'
    ),
    room(
      'mirror-is-pure',
      '^src/monitor/mirror',
      {
        path: ['node_modules', '^src/monitor/(feed|formats|health)', '^src/monitor/[^/]+\\.ts$'],
        dependencyTypesNot: ['type-only']
      },
      'The mirror has no driver, clock or screen in it.'
    ),
    room(
      'mirror-has-no-node',
      '^src/monitor/mirror',
      { dependencyTypes: ['core'] },
      'The mirror has no clock, socket or disk in it.'
    ),
    room(
      'main-is-no-screen',
      '^src/main',
      { path: '^src/(renderer|demo|cli|preload)' },
      'Main meets the demo only in the database.'
    ),
    room(
      'preload-is-thin',
      '^src/preload',
      { pathNot: ['^src/(preload|shared)', 'node_modules/(electron|zod)', '^electron$'] },
      'The preload exposes the bridge and nothing else.'
    ),
    room(
      'renderer-is-a-web-page',
      '^src/renderer',
      {
        path: ['^src/(main|monitor|preload|cli|demo)', 'node_modules/(electron|mongodb|bson)', '^electron$']
      },
      'The renderer is a sandboxed page.'
    ),
    room(
      'renderer-has-no-node',
      '^src/renderer',
      { dependencyTypes: ['core'] },
      'The renderer is a sandboxed page.'
    ),
    room(
      'cli-is-monitor-in-a-terminal',
      '^src/cli',
      { path: ['^src/(main|renderer|preload|demo)', 'node_modules/electron', '^electron$'] },
      'sextant watch needs no Electron.'
    ),
    room(
      'demo-is-another-program',
      '^src/demo',
      { path: '^src/(shared|monitor|main|renderer|preload|cli)' },
      'The shop meets the app only in the database.'
    ),
    room('product-needs-no-tests', '^src', { path: '^(test|scripts)/' }, 'src stands alone.')
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types']
    },
    builtInModules: { add: ['electron'] }
  }
}
