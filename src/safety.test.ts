/** Conventions that no linter holds, as searches; each test says why it is there. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deploymentTabs, nodeTabs } from '#paths.ts'

const all = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
const read = (file: string) => readFileSync(file, 'utf8')

const source = all('src').filter((file) => !/\.test\.tsx?$|_pb\.ts$/.test(file))
// the client in e2e/interop brings its own libraries
const e2e = all('e2e').filter((file) => !file.includes('node_modules'))

/** The files in which a pattern occurs. */
const holding = (files: string[], pattern: RegExp) =>
  files.filter((file) => pattern.test(read(file)))

test('there are no barrels: one imports the file that has the thing', () => {
  expect([...source, ...e2e].filter((file) => /\/index\.tsx?$/.test(file))).toEqual([])
})

test('chance in the wire and in the demo grid has a source that can be trusted or repeated', () => {
  const files = source.filter((file) => /^src\/(rmb|mock|vault)\//.test(file))
  expect(holding(files, /Math\.random\(/)).toEqual([])
})

test('a page is one screen of code', () => {
  const pages = source.filter((file) => /^src\/features\/.*Page\.tsx$/.test(file))
  expect(pages.length).toBeGreaterThan(8)
  expect(pages.filter((file) => read(file).split('\n').length > 121)).toEqual([])
})

test('features use queries, mutations and handlers, never effects', () => {
  const files = source.filter((file) => file.startsWith('src/features/'))
  expect(holding(files, /\buseEffect\b|useLayoutEffect/)).toEqual([])
})

test('nothing from outside is taken for markup', () => {
  expect(holding(source, /dangerouslySetInnerHTML|\.innerHTML|insertAdjacentHTML/)).toEqual([])
})

test('the demo grid is loaded by the entry alone', () => {
  const files = source.filter((file) => !file.startsWith('src/mock/'))
  expect(holding(files, /from '#mock|import\('#mock/)).toEqual(['src/main.tsx'])
})

test('every address is opened by a browser test', () => {
  const visited = e2e
    .filter((file) => file.endsWith('.e2e.ts'))
    .map(read)
    .join('\n')
  for (const tab of nodeTabs) {
    const address = tab === 'overview' ? /\/nodes\/\d+['"`?]/ : new RegExp(`/nodes/\\d+/${tab}`)
    expect(visited, `a test of ${tab}`).toMatch(address)
  }
  for (const tab of deploymentTabs) {
    const suffix = tab === 'workloads' ? '[\'"`?]' : `/${tab}`
    expect(visited, `a test of ${tab}`).toMatch(new RegExp(`/deployments/\\d+/\\d+${suffix}`))
  }
  for (const address of [
    /'\/deployments['?]/,
    /'\/contracts['?]/,
    /'\/contracts\/\d+/,
    /'\/account['?]/,
    /'\/nodes['?]/,
    /'\/farms['?]/,
    /'\/farms\/\d+/,
    /'\/settings/,
  ]) {
    expect(visited).toMatch(address)
  }
})

test('browser tests use the demo grid, find by role and name, and wait for events', () => {
  expect(
    holding(e2e, /\.route\(|waitForTimeout|getByTestId|\b(test|describe)\S*\.(only|skip|fixme)\(/),
  ).toEqual([])
})

test('versions are exact and the lockfile names no place', () => {
  const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>> // package.json
  const versions = { ...manifest['dependencies'], ...manifest['devDependencies'] }
  for (const [name, version] of Object.entries(versions)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
  }
  expect(read('package-lock.json')).not.toMatch(/"resolved": "http/)
})
