import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..')

/**
 * The directory of real chain recordings beside the checkout, for tests; undefined where it is not there,
 * and then it is said aloud which proof did not run.
 */
export function sharedChain(proof: string): string | undefined {
  const dir = join(root, '../shared/chain')
  if (existsSync(dir)) return dir
  console.warn(`SKIPPED, for ../shared/chain is not here: ${proof}`)
  return undefined
}
