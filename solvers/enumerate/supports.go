package enumerate

import "slices"

// supports is a set of increasing index lists, hashed, with equal hashes chained. Cleared, it keeps its storage.
type supports struct {
	last     map[uint64]int // hash to 1 + the latest list with it
	lists    []list
	elements []int
}

type list struct{ from, to, previous int }

func (s *supports) reset() {
	if s.last == nil {
		s.last = make(map[uint64]int)
	}
	clear(s.last)
	s.lists, s.elements = s.lists[:0], s.elements[:0]
}

// add reports whether the support is new to the set.
func (s *supports) add(support []int) bool {
	hash := uint64(14695981039346656037) // FNV-1a over the elements
	for _, j := range support {
		hash = (hash ^ uint64(j)) * 1099511628211
	}
	for k := s.last[hash]; k > 0; k = s.lists[k-1].previous {
		if l := s.lists[k-1]; slices.Equal(s.elements[l.from:l.to], support) {
			return false
		}
	}
	from := len(s.elements)
	s.elements = append(s.elements, support...)
	s.lists = append(s.lists, list{from: from, to: len(s.elements), previous: s.last[hash]})
	s.last[hash] = len(s.lists)
	return true
}
