package bench

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/perf/benchfmt"
	"golang.org/x/perf/benchproc"
)

// grid gathers the values of all results by place and column.
type grid struct {
	projections
	samples    map[place]map[benchproc.Key]*sample // by place and column
	unnamed    map[benchproc.Key]keys              // by column: what no projection names
	complaints []string
}

// place is where a value stands: the key of the table holds the unit.
type place struct{ table, row benchproc.Key }

type keys = map[benchproc.Key]struct{}

type sample struct {
	values  []float64
	unnamed keys
}

func newGrid(p projections) *grid {
	return &grid{projections: p, samples: make(map[place]map[benchproc.Key]*sample), unnamed: make(map[benchproc.Key]keys)}
}

// add sorts a result into the grid, unless the filter drops it.
func (g *grid) add(r *benchfmt.Result) {
	if ok, err := g.filter.Apply(r); !ok {
		if err != nil && !slices.Contains(g.complaints, err.Error()) {
			g.complaints = append(g.complaints, err.Error())
		}
		return
	}
	row, column, unnamed := g.row.Project(r), g.column.Project(r), g.residue.Project(r)
	if g.unnamed[column] == nil {
		g.unnamed[column] = make(keys)
	}
	g.unnamed[column][unnamed] = struct{}{}
	for i, table := range g.table.ProjectValues(r) {
		at := place{table, row}
		if g.samples[at] == nil {
			g.samples[at] = make(map[benchproc.Key]*sample)
		}
		s := g.samples[at][column]
		if s == nil {
			s = &sample{unnamed: make(keys)}
			g.samples[at][column] = s
		}
		s.values = append(s.values, r.Values[i].Value)
		s.unnamed[unnamed] = struct{}{}
	}
}

// columns returns the two columns, old and new.
func (g *grid) columns(projection string) ([]benchproc.Key, error) {
	found := slices.Collect(maps.Keys(g.unnamed))
	benchproc.SortKeys(found)
	if len(found) == 2 {
		return found, nil
	}
	names := make([]string, len(found))
	for i, c := range found {
		names[i] = fmt.Sprintf("%q", c.StringValues())
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("bench: %w: the filter leaves no benchmark line", ErrInput)
	}
	return nil, fmt.Errorf("bench: %w: a comparison needs two columns, but the filter and the column projection %s leave %d: %s",
		ErrInput, projection, len(found), strings.Join(names, ", "))
}

// places returns where values stand, by unit, table and row, each in the order that its projection gives it.
func (g *grid) places() []place {
	all := slices.Collect(maps.Keys(g.samples))
	slices.SortFunc(all, func(a, b place) int {
		switch {
		case a.table != b.table && a.table.Less(b.table), a.table == b.table && a.row.Less(b.row):
			return -1
		case a == b:
			return 0
		}
		return 1
	})
	return all
}

// compared makes a row of a place.
func (g *grid) compared(at place, columns []benchproc.Key, units benchfmt.UnitMetadataMap, o Options) Row {
	name := at.table.Get(g.unit)
	r := Row{Table: g.tableName(at.table), Name: at.row.StringValues(), Unit: name, unit: unitOf(name, units)}
	var values [2][]float64
	for i, column := range columns {
		if s := g.samples[at][column]; s != nil {
			values[i] = s.values
			if fields := fieldNames(benchproc.NonSingularFields(slices.Collect(maps.Keys(s.unnamed)))); len(fields) > 0 {
				r.Warnings = append(r.Warnings, "benchmarks vary in "+strings.Join(fields, ", "))
			}
		}
	}
	r.compare(values[0], values[1], o)
	return r
}

// tableName spells the key of a table without its unit.
func (g *grid) tableName(table benchproc.Key) string {
	var values []string
	for _, f := range g.table.FlattenedFields() {
		if v := table.Get(f); f != g.unit && v != "" {
			values = append(values, v)
		}
	}
	return strings.Join(values, " ")
}

func fieldNames(fields []*benchproc.Field) (names []string) {
	for _, f := range fields {
		names = append(names, f.Name)
	}
	slices.Sort(names)
	return names
}
