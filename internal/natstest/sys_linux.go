package natstest

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"runtime"
	"syscall"
	"time"
)

// dieWithParent covers what closing stdin cannot: a child that is frozen when
// the test process panics.
func dieWithParent() *syscall.SysProcAttr { return &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL} }

func keepThread() (release func()) {
	runtime.LockOSThread()
	return runtime.UnlockOSThread
}

// freeze returns once the kernel says that the process has stopped.
func freeze(p *os.Process) error {
	if err := p.Signal(syscall.SIGSTOP); err != nil {
		return err
	}
	for range 2000 {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Pid))
		if err != nil {
			return err
		}
		// The state follows the name, which is in parentheses and may hold any.
		if _, state, ok := bytes.Cut(stat[bytes.LastIndexByte(stat, ')'):], []byte(" ")); ok && state[0] == 'T' {
			return nil
		}
		<-time.After(time.Millisecond)
	}
	return errors.New("it did not stop")
}

func thaw(p *os.Process) error { return p.Signal(syscall.SIGCONT) }
