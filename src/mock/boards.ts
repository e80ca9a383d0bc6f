/** Makes of machines, as DMI tells them; a node names one by its index. */
export interface Board {
  maker: string
  model: string
  baseboard: string
  bios: { vendor: string; version: string; date: string }
  cpu: { maker: string; version: string; cores: number; threads: number; sockets: number }
  memory: { maker: string; part: string; speed: string; slots: number }
}

export const boards: readonly Board[] = [
  {
    maker: 'Dell Inc.',
    model: 'PowerEdge R640',
    baseboard: '0H28RR',
    bios: { vendor: 'Dell Inc.', version: '2.19.1', date: '06/14/2023' },
    cpu: {
      maker: 'Intel(R) Corporation',
      version: 'Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz',
      cores: 16,
      threads: 32,
      sockets: 1,
    },
    memory: { maker: 'Samsung', part: 'M393A2K43BB1-CTD', speed: '2666 MT/s', slots: 8 },
  },
  {
    maker: 'Supermicro',
    model: 'AS -1114S-WN10RT',
    baseboard: 'H12SSW-NTR',
    bios: { vendor: 'American Megatrends Inc.', version: '2.4', date: '04/14/2022' },
    cpu: {
      maker: 'Advanced Micro Devices, Inc.',
      version: 'AMD EPYC 7543P 32-Core Processor',
      cores: 32,
      threads: 64,
      sockets: 1,
    },
    memory: { maker: 'Micron', part: '36ASF4G72PZ-3G2R1', speed: '3200 MT/s', slots: 8 },
  },
  {
    maker: 'HP',
    model: 'ProLiant DL360 Gen9',
    baseboard: 'ProLiant DL360 Gen9',
    bios: { vendor: 'HP', version: 'P89', date: '10/16/2020' },
    cpu: {
      maker: 'Intel',
      version: 'Intel(R) Xeon(R) CPU E5-2630 v4 @ 2.20GHz',
      cores: 10,
      threads: 20,
      sockets: 2,
    },
    memory: { maker: 'HP', part: '809082-091', speed: '2400 MT/s', slots: 16 },
  },
  {
    maker: 'Intel(R) Client Systems',
    model: 'NUC10i7FNH',
    baseboard: 'NUC10i7FNB',
    bios: { vendor: 'Intel Corp.', version: 'FNCML357.0056', date: '02/25/2022' },
    cpu: {
      maker: 'Intel(R) Corporation',
      version: 'Intel(R) Core(TM) i7-10710U CPU @ 1.10GHz',
      cores: 6,
      threads: 12,
      sockets: 1,
    },
    memory: { maker: 'Kingston', part: 'KHX2666C15S4/32G', speed: '2666 MT/s', slots: 2 },
  },
]
