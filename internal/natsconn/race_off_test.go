//go:build !race

package natsconn

const raceEnabled = false
