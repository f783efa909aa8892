package homotopy

// Watched returns how many columns the last walk of a solver looked at.
func Watched(s *Solver) int { return len(s.path.watched) }
