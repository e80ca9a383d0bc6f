import { nothingTold, type Subject } from '#queries/deployment.ts'

const ONLY_ITS_OWN = 'A node tells a deployment only to the twin it belongs to'

/** The words for a deployment that the node does not have, or that is `there` without any workload. */
export function absent(subject: Subject, there: boolean): { what: string; advice: string } {
  if (there) {
    return {
      what: 'This deployment has no workloads now.',
      advice: 'None is left. The timeline tells what became of each.',
    }
  }
  const { contract } = subject
  const what = nothingTold(subject)
  if (contract === undefined) {
    return {
      what,
      advice: `${ONLY_ITS_OWN}, and whose contract this is could not be read from the grid proxy.`,
    }
  }
  if (contract === null) {
    return {
      what,
      advice: `The grid proxy knows no such contract either. ${ONLY_ITS_OWN}.`,
    }
  }
  return {
    what,
    advice:
      contract.state === 'Created' || contract.state === 'GracePeriod'
        ? 'The contract stands all the same, and is billed for what no node serves.'
        : `The contract is ${contract.state}, and a cancelled contract takes its deployment and its history along.`,
  }
}
