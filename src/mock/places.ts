import type { Place } from './schema.ts'

const place = (
  city: string,
  country: string,
  code: string,
  continent: string,
  region: string,
  longitude: number,
  latitude: number,
): Place => ({ city, country, code, continent, region, longitude, latitude })

/** Where the farms of the demo grid stand. */
export const places = {
  ghent: place('Ghent', 'Belgium', 'BE', 'Europe', 'Europe', 3.7174, 51.0543),
  cairo: place('Cairo', 'Egypt', 'EG', 'Africa', 'Africa', 31.2357, 30.0444),
  basel: place('Basel', 'Switzerland', 'CH', 'Europe', 'Europe', 7.5886, 47.5596),
  stockholm: place('Stockholm', 'Sweden', 'SE', 'Europe', 'Europe', 18.0686, 59.3293),
  vienna: place('Vienna', 'Austria', 'AT', 'Europe', 'Europe', 16.3738, 48.2082),
  mombasa: place('Mombasa', 'Kenya', 'KE', 'Africa', 'Africa', 39.6682, -4.0435),
  salzburg: place('Salzburg', 'Austria', 'AT', 'Europe', 'Europe', 13.055, 47.8095),
  tromso: place('Tromsø', 'Norway', 'NO', 'Europe', 'Europe', 18.9553, 69.6492),
  porto: place('Porto', 'Portugal', 'PT', 'Europe', 'Europe', -8.6291, 41.1579),
  berlin: place('Berlin', 'Germany', 'DE', 'Europe', 'Europe', 13.4105, 52.5244),
  saltLake: place(
    'Salt Lake City',
    'United States',
    'US',
    'North America',
    'Americas',
    -111.8911,
    40.7596,
  ),
  toronto: place('Toronto', 'Canada', 'CA', 'North America', 'Americas', -79.3832, 43.6532),
  saoPaulo: place('São Paulo', 'Brazil', 'BR', 'South America', 'Americas', -46.6333, -23.5505),
  singapore: place('Singapore', 'Singapore', 'SG', 'Asia', 'Asia', 103.8198, 1.3521),
  tokyo: place('Tokyo', 'Japan', 'JP', 'Asia', 'Asia', 139.6503, 35.6762),
  sydney: place('Sydney', 'Australia', 'AU', 'Oceania', 'Oceania', 151.2093, -33.8688),
} as const satisfies Record<string, Place>

export const allPlaces: readonly Place[] = Object.values(places)
