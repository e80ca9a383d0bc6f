import { queryOptions } from '@tanstack/react-query'
import type { MoneyAlarm } from './moneyend.ts'

/**
 * What is to be told on every page of the money of the twin that speaks; null for nothing. Read from the chain
 * only where something else has connected to it, else from what this browser reckoned last.
 */
export const moneyAlarmQuery = (twin: number, connected: boolean) =>
  queryOptions({
    queryKey: ['chain', 'money-alarm', twin, connected] as const,
    queryFn: async ({ client }): Promise<MoneyAlarm | null> =>
      (await import('./moneyend.ts')).moneyAlarm(client, twin, connected),
    staleTime: 30_000,
    refetchInterval: connected ? 5 * 60_000 : 60_000,
  })
