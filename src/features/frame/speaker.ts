import type { NetworkName } from '#lib/networks.ts'
import type { GridState } from '#queries/grid.ts'
import { session } from '#queries/session.ts'
import type { SessionState } from '#queries/sessionstate.ts'
import type { MenuItem } from '#ui/Menu.tsx'
import type { State } from '#ui/State.tsx'
import { paths } from '#paths.ts'

/** Who speaks, as the top bar says it. */
export function speakerLabel(state: SessionState): { prefix: string; label: string } {
  if (state.phase === 'deriving') return { prefix: '', label: 'unlocking' }
  if (state.twin) return { prefix: 'Speaking as', label: `twin ${state.twin.twin}` }
  return state.key
    ? { prefix: 'Unlocked', label: 'key without a twin' }
    : { prefix: 'Looking around', label: 'visitor' }
}

/** The look of the transport's state. */
export function transportState(state: SessionState, transport: GridState['transport']): State {
  if (state.phase === 'deriving') return 'busy'
  if (!state.twin) return 'unknown'
  if (!transport || transport.state === 'connecting') return 'busy'
  return transport.state === 'open' ? 'ok' : 'error'
}

const people = { visitor: 'Visitor', tenant: 'Tenant', farmer: 'Farmer' } as const
const does = {
  visitor: 'looks around without a key',
  tenant: 'deploys',
  farmer: 'owns nodes',
} as const

/** What the menu behind "Speaking as" offers. */
export function speakerItems(state: SessionState): MenuItem[] {
  const demo: MenuItem[] =
    state.demo.length > 0 && state.network === 'demo'
      ? (['visitor', 'tenant', 'farmer'] as const).map((name) => {
          const person = state.demo.find((known) => known.name === name)
          return {
            label: people[name],
            hint: person ? `twin ${person.twin}, ${does[name]}` : does[name],
            chosen: state.demoName === name,
            onClick: () => void session().switchIdentity(name),
          }
        })
      : []
  return [
    ...demo,
    {
      label: state.key ? 'Identity' : 'Unlock a twin',
      hint: state.twin
        ? `${state.twin.curve} account`
        : state.key
          ? `${state.key.curve} account without a twin`
          : 'to ask nodes over RMB',
      href: paths.settings('identity'),
      apart: demo.length > 0,
    },
    ...(state.key
      ? [{ label: 'Lock', hint: 'in every tab', onClick: () => session().lock() }]
      : []),
  ]
}

const networkNames: readonly NetworkName[] = ['main', 'test', 'qa', 'dev']

/** What the network's menu offers. */
export function networkItems(state: SessionState): MenuItem[] {
  const names: NetworkName[] = [
    ...(state.demoAvailable ? (['demo'] as const) : []),
    ...networkNames,
  ]
  return [
    ...names.map((name) => ({
      label: name,
      chosen: state.network === name,
      onClick: () => void session().setNetwork(name),
    })),
    {
      label: 'Own endpoints',
      chosen: state.network === 'custom',
      href: paths.settings('network'),
      apart: true,
    },
  ]
}
