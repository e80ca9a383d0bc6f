import type { Session } from './session.ts'
import type { DemoName } from './sessionstate.ts'

const KEY = 'zos-console.demo-person'
const names: readonly DemoName[] = ['visitor', 'tenant', 'farmer']

/**
 * Who of the demo grid's people this tab was before it was loaded again; undefined for a new tab, and for an
 * address that names a world (`?mock=`): that opens as the world says.
 */
export function demoPerson(address: string): DemoName | undefined {
  if (new URL(address).searchParams.has('mock')) return undefined
  return names.find((name) => name === sessionStorage.getItem(KEY))
}

/** Remembers from now on, for this tab, which of the demo grid's people speaks. */
export function keepDemoPerson(session: Session): void {
  const keep = () => {
    const { network, demoName } = session.state()
    if (network === 'demo' && demoName) sessionStorage.setItem(KEY, demoName)
  }
  session.subscribe(keep)
  keep()
}
